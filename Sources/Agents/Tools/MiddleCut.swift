/// Cuts long text in the middle, so that its beginning and its end stay, and says how much is missing.
enum MiddleCut {
    /// `text`, or its two ends where it has more than `limit` bytes.
    static func text(_ text: String, limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let bytes = Array(text.utf8)
        let half = limit / 2
        return joined(head: Array(bytes.prefix(half)), tail: Array(bytes.suffix(half)), total: bytes.count)
    }

    /// The two ends of a text of `total` bytes; characters that the cut goes through are left out whole.
    static func joined(head: [UInt8], tail: [UInt8], total: Int) -> String {
        guard head.count + tail.count < total else { return String(decoding: head + tail, as: UTF8.self) }
        let head = wholeCharacters(head)
        let tail = tail.drop { $0 & 0b1100_0000 == 0b1000_0000 }
        let left = total - head.count - tail.count
        return String(decoding: head, as: UTF8.self) + "\n[... \(left) bytes left out ...]\n"
            + String(decoding: tail, as: UTF8.self)
    }

    private static func wholeCharacters(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let start = bytes.suffix(4).lastIndex(where: { $0 & 0b1100_0000 != 0b1000_0000 }) else {
            return bytes[...]
        }
        let length =
            switch bytes[start] {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return start + length > bytes.count ? bytes[..<start] : bytes[...]
    }
}
