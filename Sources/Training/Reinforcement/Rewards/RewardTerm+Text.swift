import Foundation

extension RewardTerm {
    /// The terms as ``terms(in:)`` reads them, with whole paths, so that they mean the same from every folder.
    public static func text(of terms: [RewardTerm]) -> String {
        terms.map { term in
            (term.weight == 1 ? "" : "\(term.weight)*") + term.kind.text
        }.joined(separator: " + ")
    }
}

extension RewardTerm.Kind {
    fileprivate var text: String {
        switch self {
        case .exact: "exact"
        case .number: "number"
        case .json(nil): "json"
        case .json(let schema?): "json:\(schema.standardizedFileURL.path)"
        case .length(let limit, let margin): "length:\(limit):\(margin)"
        case .model(let url): "model:\(url.standardizedFileURL.path)"
        }
    }
}
