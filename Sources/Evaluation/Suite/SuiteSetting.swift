/// The settings of a task of a suite, by their names in its file.
enum SuiteSetting: String, CaseIterable {
    case kind, name, data, limit, shots, window, overlap, plain
    case shotsFrom = "shots_from"
    case maxTokens = "max_tokens"

    /// What every task may have.
    static let common: [SuiteSetting] = [.kind, .name, .data, .limit]

    /// The least number that a setting may be; nil for what is no number.
    var least: Int? {
        switch self {
        case .limit, .maxTokens, .overlap: 1
        case .shots: 0
        case .window: 2
        case .kind, .name, .data, .shotsFrom, .plain: nil
        }
    }
}
