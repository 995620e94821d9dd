import Foundations

/// A preference as tokens.
public struct PreferenceExample: Sendable, Hashable {
    /// What is said of the texts.
    public var verdict: PreferenceVerdict
    /// The chosen text, or the one that was judged; marked is the answer.
    public var first: FineTuneExample
    /// The rejected text, or the one that is compared with.
    public var second: FineTuneExample

    public init(_ verdict: PreferenceVerdict, first: FineTuneExample, second: FineTuneExample) {
        self.verdict = verdict
        self.first = first
        self.second = second
    }

    /// The texts in order.
    var texts: [FineTuneExample] { [first, second] }

    /// A hash that other preferences would not have.
    var hash: UInt64 {
        var parts: [UInt64] = texts.flatMap { text in
            [
                text.tokens.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) },
                text.isTrained.map { $0 ? UInt8(1) : 0 }.withUnsafeBytes { StableHash.xxh64($0) },
            ]
        }
        switch verdict {
        case .pair(let margin): parts += [0, margin.bitPattern]
        case .judged(let isDesirable): parts += [1, isDesirable ? 1 : 0]
        }
        return parts.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
    }
}
