/// The printable characters that stand for bytes in GPT-2's vocabulary files.
///
/// Printable Latin-1 characters stand for themselves; the other 68 bytes, in order, are U+0100, U+0101 and so on. A
/// space is Ġ. Source: the published encoder of GPT-2 (`bytes_to_unicode`).
package enum ByteAlphabet {
    private static let scalars: [Unicode.Scalar] = {
        var next: UInt32 = 0x100
        return (UInt8.min...UInt8.max).map { byte in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
            default:
                defer { next += 1 }
                return Unicode.Scalar(next).unsafelyUnwrapped
            }
        }
    }()

    private static let bytes: [UInt32: UInt8] = Dictionary(
        uniqueKeysWithValues: scalars.enumerated().map { ($1.value, UInt8($0)) })

    /// The characters for `bytes`.
    package static func text(of bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalars[Int(byte)]) }
        return String(text)
    }

    /// Appends the UTF-8 bytes of the characters for `bytes`.
    package static func spell(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        result.reserveCapacity(result.count + bytes.count)
        for byte in bytes { UTF8Decoding.append(scalars[Int(byte)].value, to: &result) }
    }

    /// The bytes for `text`; nil where a character stands for no byte.
    package static func bytes(of text: String) -> [UInt8]? {
        var result: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = bytes[scalar.value] else { return nil }
            result.append(byte)
        }
        return result
    }
}
