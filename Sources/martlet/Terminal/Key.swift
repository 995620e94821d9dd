/// What was pressed.
enum Key: Equatable {
    case scalar(Unicode.Scalar)
    case enter, backspace, delete, left, right, up, down, home, end
    case cutToStart, cutToEnd, cutWord, redraw
    /// Ctrl-C.
    case interrupt
    /// Ctrl-D.
    case endOfInput
    case unknown
}

extension Key {
    /// The next key; nil when the input has ended.
    static func read(from input: InputBytes) -> Key? {
        guard let byte = input.next() else { return nil }
        switch byte {
        case 0x01: return .home
        case 0x02: return .left
        case 0x03: return .interrupt
        case 0x04: return .endOfInput
        case 0x05: return .end
        case 0x06: return .right
        case 0x08, 0x7F: return .backspace
        case 0x0A, 0x0D: return .enter
        case 0x0B: return .cutToEnd
        case 0x0C: return .redraw
        case 0x0E: return .down
        case 0x10: return .up
        case 0x15: return .cutToStart
        case 0x17: return .cutWord
        case 0x1B: return escape(input)
        case 0x00..<0x20: return .unknown
        default: return scalar(byte, input)
        }
    }

    /// What follows an escape byte: the sequence of a key, or nothing where the key itself was pressed.
    private static func escape(_ input: InputBytes) -> Key {
        guard let kind = input.next(within: 50), kind == UInt8(ascii: "[") || kind == UInt8(ascii: "O") else {
            return .unknown
        }
        var parameters = ""
        while let byte = input.next(within: 50) {
            if (0x20..<0x40).contains(byte) {
                parameters.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            switch (byte, parameters) {
            case (UInt8(ascii: "A"), _): return .up
            case (UInt8(ascii: "B"), _): return .down
            case (UInt8(ascii: "C"), _): return .right
            case (UInt8(ascii: "D"), _): return .left
            case (UInt8(ascii: "H"), _), (UInt8(ascii: "~"), "1"), (UInt8(ascii: "~"), "7"): return .home
            case (UInt8(ascii: "F"), _), (UInt8(ascii: "~"), "4"), (UInt8(ascii: "~"), "8"): return .end
            case (UInt8(ascii: "~"), "3"): return .delete
            default: return .unknown
            }
        }
        return .unknown
    }

    private static func scalar(_ first: UInt8, _ input: InputBytes) -> Key {
        var bytes = [first]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        while bytes.count < length, let byte = input.next(within: 50) { bytes.append(byte) }
        guard let text = String(validating: bytes, as: UTF8.self), let scalar = text.unicodeScalars.first else {
            return .unknown
        }
        return .scalar(scalar)
    }
}
