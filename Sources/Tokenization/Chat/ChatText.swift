/// The text of a conversation, with what is known of its parts.
struct ChatText {
    /// The text, as UTF-8.
    let bytes: [UInt8]
    /// The parts that the template itself says.
    let literal: [Range<Int>]
    /// The parts that the assistant wrote, in order.
    var trained: [Range<Int>] = []

    init(_ rendering: JinjaRendering) {
        bytes = Array(rendering.text.utf8)
        literal = rendering.literalRanges
    }

    /// The whole text, cut where the assistant's parts begin and end.
    var parts: [(range: Range<Int>, isTrained: Bool)] {
        var parts: [(range: Range<Int>, isTrained: Bool)] = []
        var start = 0
        for range in trained {
            if start < range.lowerBound { parts.append((start..<range.lowerBound, false)) }
            if !range.isEmpty { parts.append((range, true)) }
            start = range.upperBound
        }
        if start < bytes.count { parts.append((start..<bytes.count, false)) }
        return parts
    }

    /// The special tokens in a part of the text; they count only where the template itself says all of one.
    func specialTokens(in part: Range<Int>, _ matcher: AddedTokenMatcher?) -> [(range: Range<Int>, id: Int32)] {
        var found: [(range: Range<Int>, id: Int32)] = []
        bytes.withUnsafeBufferPointer { bytes in
            for run in literal {
                let run = run.clamped(to: part)
                if run.isEmpty { continue }
                let text = UnsafeBufferPointer(rebasing: bytes[run])
                matcher?.forEachPart(of: text, allowingSpecialTokens: true) { part in
                    guard case .token(let id, let range) = part else { return }
                    found.append((run.lowerBound + range.lowerBound..<run.lowerBound + range.upperBound, id))
                }
            }
        }
        return found
    }
}
