import Glibc

/// A recursive-descent parser of JSON over UTF-8 bytes, strict as RFC 8259 writes it.
struct JSONParser: ~Copyable {
    private let bytes: UnsafeRawBufferPointer
    private let source: String
    private let firstLine: Int
    private let maximumDepth: Int
    private var position = 0
    private var depth = 0
    private var scratch: [UInt8] = []

    init(_ bytes: UnsafeRawBufferPointer, source: String, firstLine: Int, maximumDepth: Int) {
        self.bytes = bytes
        self.source = source
        self.firstLine = firstLine
        self.maximumDepth = maximumDepth
    }

    /// The one value that the bytes hold, with nothing but white space around it.
    mutating func document() throws(JSONError) -> JSONValue {
        // RFC 8259, section 8.1: a reader may ignore a byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipWhiteSpace()
        let value = try value()
        skipWhiteSpace()
        guard position == bytes.count else {
            throw failure("expected the end after the value, found \(found(at: position))")
        }
        return value
    }

    // MARK: - Values

    private mutating func value() throws(JSONError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case .some(UInt8(ascii: "-")), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return try number()
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw failure("expected a value, found \(found(at: position))")
        }
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        try descend()
        var members: [JSONObject.Member] = []
        skipWhiteSpace()
        if peek() == UInt8(ascii: "}") {
            ascend()
            return JSONObject()
        }
        while true {
            guard peek() == UInt8(ascii: "\"") else {
                throw failure("expected a key in quotation marks, found \(found(at: position))")
            }
            let key = try string()
            skipWhiteSpace()
            guard peek() == UInt8(ascii: ":") else {
                throw failure("expected ':' after a key, found \(found(at: position))")
            }
            position += 1
            skipWhiteSpace()
            members.append(JSONObject.Member(key: key, value: try value()))
            skipWhiteSpace()
            switch peek() {
            case UInt8(ascii: ","):
                position += 1
                skipWhiteSpace()
            case UInt8(ascii: "}"):
                ascend()
                return JSONObject(members: members)
            default: throw failure("expected ',' or '}' in an object, found \(found(at: position))")
            }
        }
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        try descend()
        var elements: [JSONValue] = []
        skipWhiteSpace()
        if peek() == UInt8(ascii: "]") {
            ascend()
            return elements
        }
        while true {
            elements.append(try value())
            skipWhiteSpace()
            switch peek() {
            case UInt8(ascii: ","):
                position += 1
                skipWhiteSpace()
            case UInt8(ascii: "]"):
                ascend()
                return elements
            default: throw failure("expected ',' or ']' in an array, found \(found(at: position))")
            }
        }
    }

    private mutating func word(_ word: StaticString) throws(JSONError) {
        let expected = UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else {
            throw failure("expected a value, found \(found(at: position)) that does not begin '\(word)'")
        }
        position += expected.count
    }

    // MARK: - Numbers

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var mantissa: UInt64 = 0
        var exponent = 0
        let digitsStart = position
        var isExact = digits(into: &mantissa)
        guard position > digitsStart else { throw failure("expected a digit, found \(found(at: position))") }
        if bytes[digitsStart] == UInt8(ascii: "0"), position > digitsStart + 1 {
            throw failure("a number must not begin with 0", at: digitsStart)
        }
        var isInteger = true
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            let fractionStart = position
            isExact = digits(into: &mantissa) && isExact
            guard position > fractionStart else {
                throw failure("expected a digit after the decimal point, found \(found(at: position))")
            }
            exponent = fractionStart - position
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            let sign = peek()
            if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { position += 1 }
            var written: UInt64 = 0
            let exponentStart = position
            let fits = digits(into: &written) && written < 1_000_000
            guard position > exponentStart else {
                throw failure("expected a digit in the exponent, found \(found(at: position))")
            }
            if fits {
                exponent += sign == UInt8(ascii: "-") ? -Int(written) : Int(written)
            } else {
                isExact = false
            }
        }
        if isInteger, isExact, !(isNegative && mantissa == 0) {
            if !isNegative, mantissa <= UInt64(Int64.max) { return .integer(Int64(mantissa)) }
            if isNegative, mantissa <= UInt64(Int64.max) + 1 {
                return .integer(Int64(truncatingIfNeeded: 0 &- mantissa))
            }
        }
        let magnitude: Double
        if isExact, mantissa <= 1 << 53, abs(exponent) <= 22 {
            // Both factors are exact, so one rounding gives the nearest number (Clinger 1990).
            let power = Self.powersOfTen[abs(exponent)]
            magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        } else {
            let text = String(decoding: bytes[start + (isNegative ? 1 : 0)..<position], as: UTF8.self)
            magnitude = Double(text) ?? .nan
        }
        guard magnitude.isFinite else { throw failure("the number is beyond the range of 64-bit floats", at: start) }
        return .number(isNegative ? -magnitude : magnitude)
    }

    /// Adds decimal digits to `mantissa`; false when it no longer holds them all.
    private mutating func digits(into mantissa: inout UInt64) -> Bool {
        var isExact = true
        while let byte = peek(), byte &- UInt8(ascii: "0") < 10 {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(byte &- UInt8(ascii: "0")))
            if overflow || carry { isExact = false }
            mantissa = sum
            position += 1
        }
        return isExact
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    // MARK: - Strings

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlainBytes()
        if peek() == UInt8(ascii: "\"") {
            let text = try validated(bytes[start..<position], writtenAt: start)
            position += 1
            return text
        }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: bytes[start..<position])
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try scratch.withUnsafeBufferPointer { content throws(JSONError) in
                    try validated(UnsafeRawBufferPointer(content)[...], writtenAt: start)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                try escape()
            default:
                let hexadecimal = String(byte, radix: 16)
                throw failure("a control character (0x\(hexadecimal)) in a string must be escaped")
            }
            let run = position
            skipPlainBytes()
            scratch.append(contentsOf: bytes[run..<position])
        }
        throw failure("the string that begins at byte \(start - 1) has no end")
    }

    /// Goes to the next quotation mark, backslash or control character, or to the end.
    private mutating func skipPlainBytes() {
        guard let base = bytes.baseAddress else { return }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while position + 8 <= bytes.count {
            // Eight bytes at a time: a byte below n borrows into its own high bit when n is subtracted from it.
            let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let hits =
                ((word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes)
                & highs
            if hits != 0 {
                position += hits.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position += 1
        }
    }

    /// Reads the escape at the current backslash and appends what it stands for to the scratch bytes.
    private mutating func escape() throws(JSONError) {
        let start = position
        position += 1
        guard let byte = peek() else { throw failure("the text ends inside a string") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimalUnit()
            if code & 0xF800 == 0xD800 {
                guard code < 0xDC00, peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") else {
                    throw failure("a lone surrogate is no character", at: start)
                }
                position += 2
                let low = try hexadecimalUnit()
                guard low & 0xFC00 == 0xDC00 else { throw failure("a lone surrogate is no character", at: start) }
                code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
            }
            guard let scalar = Unicode.Scalar(code) else { throw failure("no character has this code", at: start) }
            scratch.append(contentsOf: UTF8.encode(scalar)!)
        default:
            throw failure("an unknown escape in a string", at: start)
        }
    }

    private mutating func hexadecimalUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt32
            switch peek() {
            case .some(let byte) where byte &- UInt8(ascii: "0") < 10: digit = UInt32(byte - UInt8(ascii: "0"))
            case .some(let byte) where (byte | 0x20) &- UInt8(ascii: "a") < 6:
                digit = UInt32((byte | 0x20) - UInt8(ascii: "a")) + 10
            default: throw failure("expected four hexadecimal digits, found \(found(at: position))")
            }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    /// The string of `content`, which was written from byte `start` to the current position.
    private func validated(
        _ content: Slice<UnsafeRawBufferPointer>, writtenAt start: Int
    ) throws(JSONError) -> String {
        let utf8 = UnsafeRawBufferPointer(rebasing: content).assumingMemoryBound(to: UInt8.self)
        // Decoding repairs what is wrong, so a text with other bytes than the source had something wrong in it.
        // (`String(validating:as:)` is not specialised and would take a third of all parsing.)
        guard let base = utf8.baseAddress, !utf8.isEmpty else { return "" }
        var text = String(decoding: utf8, as: UTF8.self)
        let isUnchanged = text.withUTF8 { decoded in
            decoded.count == utf8.count && decoded.baseAddress.map { memcmp($0, base, utf8.count) == 0 } ?? false
        }
        if isUnchanged { return text }
        // Escapes are ASCII, so what is wrong stands in the source as it is.
        var decoder = UTF8.ForwardParser()
        var iterator = bytes[start..<position].makeIterator()
        var offset = start
        while case .valid(let scalar) = decoder.parseScalar(from: &iterator) { offset += scalar.count }
        throw failure("the bytes from here are not UTF-8", at: offset)
    }

    // MARK: - Bytes

    @inline(__always)
    private func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func descend() throws(JSONError) {
        guard depth < maximumDepth else { throw failure("nested deeper than \(maximumDepth) levels") }
        depth += 1
        position += 1
    }

    private mutating func ascend() {
        depth -= 1
        position += 1
    }

    private func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        return byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
    }

    private func failure(_ reason: String, at offset: Int? = nil) -> JSONError {
        JSONError(
            source: source, bytes: bytes, byteOffset: offset ?? position, firstLine: firstLine, reason: reason)
    }
}
