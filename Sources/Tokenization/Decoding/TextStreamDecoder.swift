/// Turns the bytes of tokens, as they come, into whole characters.
///
/// A character whose bytes are spread over several tokens is held back until it is complete. Bytes that cannot become
/// a character give U+FFFD as soon as that is certain, one for each maximal part of a character, as the Unicode
/// Standard recommends and `String(decoding:as:)` does: what comes out does not depend on how the bytes were split.
public struct TextStreamDecoder: Sendable {
    /// The bytes of a character that has begun; at most three.
    private var pending: [UInt8] = []

    /// Begins a text.
    public init() {}

    /// Whether bytes are held back.
    public var hasPendingBytes: Bool { !pending.isEmpty }

    /// The characters that `bytes` complete.
    public mutating func append(_ bytes: some Sequence<UInt8>) -> String {
        pending.append(contentsOf: bytes)
        let complete = pending.count - Self.incompleteTail(of: pending)
        let text = String(decoding: pending[..<complete], as: UTF8.self)
        pending.removeFirst(complete)
        return text
    }

    /// What is left at the end of the text: U+FFFD for a character that was never completed.
    public mutating func finish() -> String {
        defer { pending.removeAll() }
        return String(decoding: pending, as: UTF8.self)
    }

    /// How many of the last bytes begin a character that further bytes may complete.
    private static func incompleteTail(of bytes: [UInt8]) -> Int {
        for count in 1...3 where count <= bytes.count {
            let lead = bytes[bytes.count - count]
            if lead & 0xC0 == 0x80 { continue }
            guard let length = UTF8Decoding.length(lead: lead), length > count else { return 0 }
            if count >= 2 {
                let second = bytes[bytes.count - count + 1]
                guard UTF8Decoding.secondByteRange(after: lead).contains(second) else { return 0 }
            }
            return count
        }
        return 0
    }
}
