/// The last guard against observations without end; tools cut theirs earlier and better.
enum ObservationText {
    /// The most bytes of an observation that join a conversation and its journal.
    static let maximumBytes = 1 << 16

    /// The text, without its middle where it is too long.
    static func cut(_ text: String, to limit: Int = maximumBytes) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count > limit else { return text }
        let head = prefix(bytes, limit / 2)
        let tail = suffix(bytes, limit / 2)
        let left = bytes.count - head.utf8.count - tail.utf8.count
        return "\(head)\n[... \(left) bytes left out ...]\n\(tail)"
    }

    /// At most `count` first bytes, without a broken character at the end.
    private static func prefix(_ bytes: [UInt8], _ count: Int) -> String {
        var end = count
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    /// At most `count` last bytes, without a broken character at the start.
    private static func suffix(_ bytes: [UInt8], _ count: Int) -> String {
        var start = bytes.count - count
        while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
        return String(decoding: bytes[start...], as: UTF8.self)
    }
}
