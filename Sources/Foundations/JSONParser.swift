/// A recursive-descent parser of JSON over UTF-8 bytes, strict as RFC 8259 writes it.
struct JSONParser: ~Copyable {
    let bytes: UnsafeRawBufferPointer
    private let source: String
    private let firstLine: Int
    private let maximumDepth: Int
    var position = 0
    private var depth = 0
    var scratch: [UInt8] = []

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

    // MARK: - Bytes

    @inline(__always)
    func peek(_ ahead: Int = 0) -> UInt8? {
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

    func found(at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the text" }
        let byte = bytes[offset]
        return byte > 0x20 && byte < 0x7F ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(String(byte, radix: 16))"
    }

    func failure(_ reason: String, at offset: Int? = nil) -> JSONError {
        JSONError(
            source: source, bytes: bytes, byteOffset: offset ?? position, firstLine: firstLine, reason: reason)
    }
}
