import Glibc

/// Finds special tokens in bytes: the leftmost one, and the longest one that starts there.
struct SpecialTokenMatcher: Sendable {
    private let candidates: [(bytes: [UInt8], id: Int32)]
    private let isFirstByte: [Bool]

    init(_ tokens: [SpecialToken]) {
        candidates = tokens.map { (Array($0.text.utf8), $0.id) }.filter { !$0.bytes.isEmpty }
            .sorted { $0.bytes.count > $1.bytes.count }
        var isFirstByte = [Bool](repeating: false, count: 256)
        for candidate in candidates { isFirstByte[Int(candidate.bytes[0])] = true }
        self.isFirstByte = isFirstByte
    }

    /// The first special token at or after `start`.
    func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (range: Range<Int>, id: Int32)? {
        if candidates.isEmpty { return nil }
        for position in start..<bytes.count where isFirstByte[Int(bytes[position])] {
            for candidate in candidates where candidate.bytes.count <= bytes.count - position {
                let isEqual = candidate.bytes.withUnsafeBufferPointer { token in
                    memcmp(
                        token.baseAddress.unsafelyUnwrapped, bytes.baseAddress.unsafelyUnwrapped + position, token.count
                    ) == 0
                }
                if isEqual { return (position..<(position + candidate.bytes.count), candidate.id) }
            }
        }
        return nil
    }
}
