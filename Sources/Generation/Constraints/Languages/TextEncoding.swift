import Foundations

/// How characters stand in a text as bytes.
package enum TextEncoding: Sendable, Hashable {
    /// UTF-8.
    case plain
    /// UTF-8 within a JSON string in canonical style: only quotation marks, backslashes and control characters are
    /// escaped, each in one way (``CanonicalJSON``).
    case json

    /// Sequences of byte ranges that together are the characters of `set`; surrogates, which no text has, are left out.
    func sequences(of set: CodePointSet) -> [[ClosedRange<UInt8>]] {
        let scalars = set.intersection(.all)
        guard self == .json else { return scalars.ranges.flatMap(Self.utf8) }
        let escaped = CodePointSet([0...0x1F, 0x22...0x22, 0x5C...0x5C])
        let sequences = scalars.subtracting(escaped).ranges.flatMap(Self.utf8)
        return sequences
            + scalars.intersection(escaped).ranges.flatMap { $0 }.map { scalar in
                let text = CanonicalJSON.bytes(of: .string(String(Character(Unicode.Scalar(UInt8(scalar))))))
                return text.dropFirst().dropLast().map { $0...$0 }
            }
    }

    /// Divides a range of scalars into sequences of byte ranges.
    private static func utf8(_ range: ClosedRange<UInt32>) -> [[ClosedRange<UInt8>]] {
        var result: [[ClosedRange<UInt8>]] = []
        for limits: ClosedRange<UInt32> in [0...0x7F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF] {
            guard range.overlaps(limits) else { continue }
            divide(range.clamped(to: limits), into: &result)
        }
        return result
    }

    /// Divides scalars of one length until the bytes of each part vary independently.
    private static func divide(_ range: ClosedRange<UInt32>, into result: inout [[ClosedRange<UInt8>]]) {
        let (low, high) = (bytes(range.lowerBound), bytes(range.upperBound))
        for following in 1..<max(low.count, 2) where following < low.count {
            let mask = UInt32(1) << UInt32(6 * following) - 1
            guard range.lowerBound & ~mask != range.upperBound & ~mask else { continue }
            if range.lowerBound & mask != 0 {
                divide(range.lowerBound...(range.lowerBound | mask), into: &result)
                divide(((range.lowerBound | mask) + 1)...range.upperBound, into: &result)
                return
            }
            if range.upperBound & mask != mask {
                divide(range.lowerBound...((range.upperBound & ~mask) - 1), into: &result)
                divide((range.upperBound & ~mask)...range.upperBound, into: &result)
                return
            }
        }
        result.append(zip(low, high).map { $0...$1 })
    }

    private static func bytes(_ scalar: UInt32) -> [UInt8] {
        switch scalar {
        case ..<0x80: [UInt8(scalar)]
        case ..<0x800: [0xC0 | UInt8(scalar >> 6), 0x80 | UInt8(scalar & 0x3F)]
        case ..<0x10000:
            [0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
        default:
            [
                0xF0 | UInt8(scalar >> 18), 0x80 | UInt8(scalar >> 12 & 0x3F), 0x80 | UInt8(scalar >> 6 & 0x3F),
                0x80 | UInt8(scalar & 0x3F),
            ]
        }
    }
}
