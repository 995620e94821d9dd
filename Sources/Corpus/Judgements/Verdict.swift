/// What a person said of two answers.
package enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// The first is the better one.
    case first
    /// The second is the better one.
    case second
    /// Neither is better.
    case tie
    /// Nothing is said of them.
    case skip

    /// Whether one answer was preferred to the other.
    package var isDecided: Bool { self == .first || self == .second }
}
