extension JinjaLexer {
    // MARK: Numbers

    /// Takes a number that stands here; false where none does.
    mutating func number() throws(JinjaError) -> Bool {
        let start = position
        guard let first = peek(), Self.isDigit(first) else { return false }
        if position == 0 || source.bytes[position - 1] != UInt8(ascii: "."), let end = floatEnd() {
            position = end
            let text = digits(start..<end)
            guard let value = Double(text) else { throw failure("'\(text)' is no number", at: start) }
            add(.float(value), at: start)
            return true
        }
        var radix = 10
        if first == UInt8(ascii: "0"), let prefix = peek(1).map({ $0 | 0x20 }) {
            radix =
                prefix == UInt8(ascii: "b")
                ? 2 : prefix == UInt8(ascii: "o") ? 8 : prefix == UInt8(ascii: "x") ? 16 : 10
        }
        if radix != 10 {
            let end = endOfDigits(from: position + 2, radix: radix, allowsLeadingSeparator: true)
            if end > position + 2 { return try integer(from: start, digitsFrom: position + 2, to: end, radix: radix) }
        }
        // A number that begins with zero is all zeros.
        let end = endOfDigits(from: position, radix: first == UInt8(ascii: "0") ? 1 : 10)
        return try integer(from: start, digitsFrom: start, to: end, radix: 10)
    }

    private mutating func integer(from start: Int, digitsFrom first: Int, to end: Int, radix: Int) throws(JinjaError)
        -> Bool
    {
        let text = digits(first..<end)
        guard let value = Int(text, radix: radix) else {
            throw failure("the number \(text) does not fit in 64 bits", at: start)
        }
        position = end
        add(.integer(value), at: start)
        return true
    }

    private func digits(_ range: Range<Int>) -> String {
        String(decoding: source.bytes[range].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8, radix: Int = 10) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) < radix
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
        default: false
        }
    }

    /// Where digits that may be grouped by single `_` end.
    private func endOfDigits(from start: Int, radix: Int = 10, allowsLeadingSeparator: Bool = false) -> Int {
        var end = start
        while end < source.bytes.count {
            if Self.isDigit(source.bytes[end], radix: radix) {
                end += 1
            } else if source.bytes[end] == UInt8(ascii: "_"), end > start || allowsLeadingSeparator,
                end + 1 < source.bytes.count, Self.isDigit(source.bytes[end + 1], radix: radix)
            {
                end += 2
            } else {
                break
            }
        }
        return end
    }

    /// Where a number with a fraction or an exponent ends; nil where it has neither.
    private func floatEnd() -> Int? {
        var end = endOfDigits(from: position)
        var isFloat = false
        if end < source.bytes.count, source.bytes[end] == UInt8(ascii: ".") {
            let fraction = endOfDigits(from: end + 1)
            if fraction > end + 1 { (end, isFloat) = (fraction, true) }
        }
        if end < source.bytes.count, source.bytes[end] | 0x20 == UInt8(ascii: "e") {
            var digits = end + 1
            if digits < source.bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(source.bytes[digits]) {
                digits += 1
            }
            let exponent = endOfDigits(from: digits)
            if exponent > digits { (end, isFloat) = (exponent, true) }
        }
        return isFloat ? end : nil
    }

    // MARK: Strings

    /// Takes the string that begins here, and what its escapes stand for, as Python has them.
    mutating func string(quote: UInt8) throws(JinjaError) -> [UInt8] {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = peek() {
            if byte == quote {
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") {
                try escape(into: &text)
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw failure("the string that begins here has no end", at: start)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JinjaError) {
        let start = position
        guard let byte = peek(1) else {
            position += 1
            return
        }
        position += 2
        switch byte {
        case 0x0A: break
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(byte)
        case UInt8(ascii: "a"): text.append(0x07)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "v"): text.append(0x0B)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            try character(radix: 8, digits: 1...3, from: start, into: &text)
        case UInt8(ascii: "x"): try character(radix: 16, digits: 2...2, from: start, into: &text)
        case UInt8(ascii: "u"): try character(radix: 16, digits: 4...4, from: start, into: &text)
        case UInt8(ascii: "U"): try character(radix: 16, digits: 8...8, from: start, into: &text)
        case UInt8(ascii: "N"): throw source.error(.unsupported, "a character by its name, '\\N{…}',", at: start)
        default: text.append(contentsOf: [UInt8(ascii: "\\")]); position -= 1
        }
    }

    private mutating func character(
        radix: Int, digits: ClosedRange<Int>, from start: Int, into text: inout [UInt8]
    ) throws(JinjaError) {
        var value: UInt32 = 0
        var count = 0
        while count < digits.upperBound, let byte = peek(), Self.isDigit(byte, radix: radix) {
            value =
                value &* UInt32(radix)
                &+ UInt32(Unicode.Scalar(byte).properties.numericValue ?? Double(byte | 0x20) - 87)
            count += 1
            position += 1
        }
        guard count >= digits.lowerBound, let scalar = Unicode.Scalar(value) else {
            throw failure("the escape is no character", at: start)
        }
        text.append(contentsOf: String(scalar).utf8)
    }
}
