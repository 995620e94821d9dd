/// Guesses that what followed the same tokens before follows them again: texts that quote, correct or summarise repeat
/// much of their prompt.
///
/// Source: Saxena, "Prompt lookup decoding" (2023).
package struct PromptLookup: DraftSource {
    /// Tokens that must agree, at least and at most; the more agree, the better.
    private let lengths: ClosedRange<Int>
    /// For each length from the shortest on: where the sequence goes on after a run of that many tokens, the last time.
    private var places: [[Int: Int]]
    /// The place before that, as the end of the sequence is itself the last one.
    private var earlier: [[Int: Int]]
    /// The tokens that are noted.
    private var tokens: [Int32] = []

    /// - Parameter lengths: how many tokens must agree with the end of the sequence.
    package init(lengths: ClosedRange<Int> = 2...5) {
        precondition(lengths.lowerBound >= 1, "no tokens agree with anything")
        self.lengths = lengths
        places = Array(repeating: [:], count: lengths.count)
        earlier = places
    }

    package mutating func draft(after tokens: [Int32], count: Int) -> [Int32] {
        note(tokens)
        guard count > 0 else { return [] }
        for length in lengths.reversed() where tokens.count >= length {
            let key = Self.key(tokens[(tokens.count - length)...])
            guard let place = earlier[length - lengths.lowerBound][key], place < tokens.count else { continue }
            // Different tokens may have the same key.
            guard tokens[(place - length)..<place].elementsEqual(tokens[(tokens.count - length)...]) else { continue }
            // A short repetition goes on in itself.
            return (0..<count).map { tokens[place + $0 % (tokens.count - place)] }
        }
        return []
    }

    /// Notes the runs that end in tokens not seen yet.
    private mutating func note(_ all: [Int32]) {
        if !all.starts(with: tokens) { self = PromptLookup(lengths: lengths) }
        for end in tokens.count..<all.count {
            for length in lengths where end + 1 >= length {
                let key = Self.key(all[(end + 1 - length)...end]), table = length - lengths.lowerBound
                if let last = places[table][key] { earlier[table][key] = last }
                places[table][key] = end + 1
            }
        }
        tokens = all
    }

    private static func key(_ run: ArraySlice<Int32>) -> Int {
        // Fowler, Noll and Vo's hash, a token at a time.
        Int(
            bitPattern: run.reduce(14_695_981_039_346_656_037 as UInt) {
                ($0 ^ UInt(UInt32(bitPattern: $1))) &* 1_099_511_628_211
            })
    }
}
