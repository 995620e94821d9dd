import Glibc

extension JSONParser {
    /// Reads the string that begins at the current quotation mark.
    mutating func string() throws(JSONError) -> String {
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
}
