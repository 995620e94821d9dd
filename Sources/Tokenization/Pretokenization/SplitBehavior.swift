/// What becomes of the matches by which a text is cut.
package enum SplitBehavior: String, Sendable, CaseIterable {
    /// They go away.
    case removed = "Removed"
    /// Each is a piece.
    case isolated = "Isolated"
    /// Each ends the piece before it.
    case mergedWithPrevious = "MergedWithPrevious"
    /// Each begins the piece after it.
    case mergedWithNext = "MergedWithNext"
    /// Those that touch are one piece.
    case contiguous = "Contiguous"

    /// The pieces of a text that consists of `spans`: matches and what lies between them, from left to right.
    ///
    /// Source: `NormalizedString::split` of Hugging Face `tokenizers`, with its treatment of matches that touch.
    package func pieces(of spans: [(range: Range<Int>, isMatch: Bool)]) -> [Range<Int>] {
        switch self {
        case .removed: spans.filter { !$0.isMatch }.map(\.range)
        case .isolated: spans.map(\.range)
        case .mergedWithPrevious: Self.joined(spans) { isMatch, before in isMatch && !before }
        case .contiguous: Self.joined(spans) { isMatch, before in isMatch == before }
        case .mergedWithNext:
            Self.joined(spans.reversed()) { isMatch, after in isMatch && !after }.reversed()
        }
    }

    /// Joins each span with the neighbour that came before it where `joins` says so of the two.
    private static func joined(
        _ spans: some Sequence<(range: Range<Int>, isMatch: Bool)>, _ joins: (Bool, Bool) -> Bool
    ) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var wasMatch = false
        for span in spans {
            if joins(span.isMatch, wasMatch), let last = pieces.last {
                pieces[pieces.count - 1] =
                    min(last.lowerBound, span.range.lowerBound)..<max(last.upperBound, span.range.upperBound)
            } else {
                pieces.append(span.range)
            }
            wasMatch = span.isMatch
        }
        return pieces
    }
}
