/// The working memory of ``Unigram``: the best path to each position of the stretch that is being divided.
///
/// Not synchronized: the pool that owns the values lends each to one caller at a time.
final class UnigramScratch: @unchecked Sendable {
    private var ends = UnsafeMutablePointer<PathEnd>.allocate(capacity: 256)
    private var capacity = 256
    private var path: [PathEnd] = []

    /// The best way to end at a position.
    private struct PathEnd: BitwiseCopyable {
        var score: Double
        /// The bytes of the last piece; 0 where nothing ends here.
        var length: UInt32
        /// The last piece's node in the trie; `PieceTrie.none` for an unknown character.
        var node: UInt32

        static let unset = PathEnd(score: 0, length: 0, node: PieceTrie.none)
    }

    deinit { ends.deallocate() }

    /// Appends the tokens of `text`.
    ///
    /// Where no piece that has begun goes on, all paths meet: what is behind is settled and its memory free. Sums of
    /// 64 bits go on from there, because rounding depends on it; those of 32 bits begin anew, so that they are as exact far
    /// into a book as at its beginning, which is what SentencePiece's ids show.
    func encode(_ text: UnsafeBufferPointer<UInt8>, by model: Unigram, into tokens: inout [Int32]) {
        guard let base = text.baseAddress else { return }
        let rounds = model.convention == .sentencePiece
        let units = model.trie.units.base
        var (start, position, reach) = (0, 0, 0)
        var unknownStart: Int?
        var ends = ends
        ends[0] = .unset
        while position < text.count {
            let soFar = ends[position - start].score
            let characterEnd = min(position + Self.characterLength(lead: base[position]), text.count)
            var hasCharacter = false
            var node = PieceTrie.root
            var end = position
            while end < text.count {
                let next = units[Int(node)].base + UInt32(base[end])
                let unit = units[Int(next)]
                guard unit.parent == node else { break }
                node = next
                end += 1
                if unit.score.isNaN { continue }
                if end > reach { ends = extend(from: start, &reach, to: end) }
                let sum = unit.score + soFar
                Self.propose(rounds ? Double(Float(sum)) : sum, node, from: position, to: end, &ends[end - start])
                if end == characterEnd { hasCharacter = true }
            }
            if !hasCharacter {
                if characterEnd > reach { ends = extend(from: start, &reach, to: characterEnd) }
                let sum = model.unknownScore + soFar
                Self.propose(
                    rounds ? Double(Float(sum)) : sum, PieceTrie.none, from: position, to: characterEnd,
                    &ends[characterEnd - start])
            }
            position = characterEnd
            if position == reach {
                settle(text, start..<position, by: model, &unknownStart, into: &tokens)
                ends[0].score = rounds ? 0 : ends[position - start].score
                start = position
            }
        }
        if let unknownStart {
            model.appendUnknown(UnsafeBufferPointer(rebasing: text[unknownStart...]), to: &tokens)
        }
    }

    /// Makes a longer path to `end` the best one if it is better; the first of equals stays.
    @inline(__always)
    private static func propose(
        _ score: Double, _ node: UInt32, from position: Int, to end: Int, _ target: inout PathEnd
    ) {
        guard target.length == 0 || score > target.score else { return }
        target = PathEnd(score: score, length: UInt32(end - position), node: node)
    }

    /// Makes room for paths up to `end`, which is beyond `reach`, and returns where they lie.
    @inline(__always)
    private func extend(from start: Int, _ reach: inout Int, to end: Int) -> UnsafeMutablePointer<PathEnd> {
        if end - start + 1 > capacity { grow(to: end - start + 1) }
        for index in (reach + 1)...end { ends[index - start] = .unset }
        reach = end
        return ends
    }

    @inline(never)
    private func grow(to count: Int) {
        let larger = UnsafeMutablePointer<PathEnd>.allocate(capacity: max(count, capacity * 2))
        larger.update(from: ends, count: capacity)
        ends.deallocate()
        ends = larger
        capacity = max(count, capacity * 2)
    }

    /// Walks the best path to the end of `range` back, and appends its tokens in order.
    private func settle(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, by model: Unigram, _ unknownStart: inout Int?,
        into tokens: inout [Int32]
    ) {
        path.removeAll(keepingCapacity: true)
        var end = range.upperBound
        while end > range.lowerBound {
            let last = ends[end - range.lowerBound]
            path.append(last)
            end -= Int(last.length)
        }
        for piece in path.reversed() {
            let id = piece.node == PieceTrie.none ? model.unknownToken : model.trie.ids[Int(piece.node)]
            if id == model.unknownToken {
                if unknownStart == nil { unknownStart = end }
            } else {
                if let start = unknownStart {
                    model.appendUnknown(UnsafeBufferPointer(rebasing: text[start..<end]), to: &tokens)
                    unknownStart = nil
                }
                tokens.append(id)
            }
            end += Int(piece.length)
        }
    }

    /// The bytes of the character that begins with `lead`, as SentencePiece counts them: by the lead byte alone.
    @inline(__always)
    private static func characterLength(lead: UInt8) -> Int {
        switch lead {
        case 0xC0...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xFF: 4
        default: 1
        }
    }
}
