import Tokenization

/// Finds where a text was last broken by one of some strings, which may straddle tokens.
struct SequenceBreakers {
    private enum Kind: UInt8 {
        /// No string of the breakers can end in the token.
        case plain
        /// One may, if the tokens before it hold its beginning.
        case mayComplete
        /// The token holds one.
        case breaks
    }

    private let breakers: [[UInt8]]
    private let tokenizer: Tokenizer
    private let kinds: [Kind]

    /// Looks at every token of the vocabulary once.
    init(_ breakers: [String], tokenizer: Tokenizer) {
        let breakers = breakers.map { Array($0.utf8) }.filter { !$0.isEmpty }
        self.breakers = breakers
        self.tokenizer = tokenizer
        kinds = (0..<tokenizer.vocabularySize).map { token in
            let bytes = tokenizer.bytes(of: Int32(token))
            if breakers.contains(where: { Self.holds(bytes[...], $0) }) { return .breaks }
            let mayComplete = breakers.contains { breaker in
                (1..<breaker.count).contains { bytes.starts(with: breaker[$0...]) }
            }
            return mayComplete ? .mayComplete : .plain
        }
    }

    /// How many of the last tokens come after the one in which a breaker last ended; at most `limit`.
    func lengthSinceBreak(_ tokens: [Int32], limit: Int) -> Int {
        for length in 0..<min(limit, tokens.count) {
            let index = tokens.count - 1 - length
            guard kinds.indices.contains(Int(tokens[index])) else { continue }
            switch kinds[Int(tokens[index])] {
            case .plain: continue
            case .breaks: return length
            case .mayComplete: if completes(at: index, of: tokens) { return length }
            }
        }
        return min(limit, tokens.count)
    }

    /// Whether a breaker that began in an earlier token ends in the token at `index`.
    private func completes(at index: Int, of tokens: [Int32]) -> Bool {
        let longest = breakers.map(\.count).max() ?? 0
        let own = tokenizer.bytes(of: tokens[index])
        var earlier: [UInt8] = []
        var before = index - 1
        while before >= 0, earlier.count < longest - 1 {
            earlier = tokenizer.bytes(of: tokens[before]) + earlier
            before -= 1
        }
        return breakers.contains { breaker in
            Self.holds((earlier.suffix(breaker.count - 1) + own)[...], breaker)
        }
    }

    private static func holds(_ bytes: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (bytes.startIndex...bytes.endIndex - part.count).contains { bytes[$0...].starts(with: part) }
    }
}
