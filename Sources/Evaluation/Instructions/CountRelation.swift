/// How a count compares with the one that was asked for.
public enum CountRelation: String, Sendable, Hashable, CaseIterable {
    /// As many or more.
    case atLeast = "at least"
    /// Fewer.
    case lessThan = "less than"

    /// Whether `count` is as many as asked for.
    public func holds(_ count: Int, _ wanted: Int) -> Bool {
        switch self {
        case .atLeast: count >= wanted
        case .lessThan: count < wanted
        }
    }
}
