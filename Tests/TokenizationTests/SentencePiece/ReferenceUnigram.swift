/// The division of greatest score, plainly: every piece is compared at every position.
struct ReferenceUnigram {
    var pieces: [(bytes: [UInt8], score: Double, id: Int32)]
    var minimumScore: Double
    var unknown: Int32
    /// The first of 256 tokens of bytes; nil without byte fallback.
    var firstByteToken: Int32?
    var isSentencePiece: Bool

    func encode(_ text: String) -> [Int32] {
        let bytes = Array(text.utf8)
        func rounded(_ value: Double) -> Double { isSentencePiece ? Double(Float(value)) : value }
        var best: [(score: Double, start: Int, id: Int32)?] = Array(repeating: nil, count: bytes.count + 1)
        var start = 0
        var reach = 0
        for scalar in text.unicodeScalars {
            let end = start + String(scalar).utf8.count
            // Where all paths meet, SentencePiece's sums begin anew.
            let soFar = isSentencePiece && start == reach ? 0 : best[start]?.score ?? 0
            var hasCharacter = false
            func propose(_ score: Double, _ id: Int32, to end: Int) {
                let score = rounded(score)
                reach = max(reach, end)
                if let other = best[end], score <= other.score { return }
                best[end] = (score, start, id)
            }
            for piece in pieces where bytes[start...].starts(with: piece.bytes) {
                propose(piece.score + soFar, piece.id, to: start + piece.bytes.count)
                if start + piece.bytes.count == end { hasCharacter = true }
            }
            if !hasCharacter { propose(rounded(minimumScore - 10) + soFar, unknown, to: end) }
            start = end
        }
        var path: [(range: Range<Int>, id: Int32)] = []
        var end = bytes.count
        while end > 0, let last = best[end] {
            if last.id == unknown, path.last?.id == unknown {
                path[path.count - 1].range = last.start..<path[path.count - 1].range.upperBound
            } else {
                path.append((last.start..<end, last.id))
            }
            end = last.start
        }
        var tokens: [Int32] = []
        for (range, id) in path.reversed() {
            if id != unknown {
                tokens.append(id)
            } else if !isSentencePiece, let whole = pieces.last(where: { $0.bytes == Array(bytes[range]) }) {
                tokens.append(whole.id)
            } else if let firstByteToken {
                tokens += bytes[range].map { firstByteToken + Int32($0) }
            } else {
                tokens.append(unknown)
            }
        }
        return tokens
    }
}
