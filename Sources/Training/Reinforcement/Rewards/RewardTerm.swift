public import Foundation

/// One term of a reward as people write it: `0.2*length:64`.
public struct RewardTerm: Sendable, Hashable {
    /// What is rewarded.
    public enum Kind: Sendable, Hashable {
        /// The whole answer is what the data says.
        case exact
        /// The last number is what the data says.
        case number
        /// The answer is JSON, of the schema in a file where one is named.
        case json(schema: URL?)
        /// The answer is not long.
        case length(limit: Int, margin: Int)
        /// A reward model in a directory likes it.
        case model(URL)
    }

    /// The factor.
    public var weight: Double
    /// What is rewarded.
    public var kind: Kind

    public init(weight: Double = 1, _ kind: Kind) {
        self.weight = weight
        self.kind = kind
    }

    /// The terms of a text such as "exact + 0.2*length:64".
    ///
    /// - Throws: ``RewardError/unknown(text:reason:)``.
    public static func terms(in text: String) throws(RewardError) -> [RewardTerm] {
        var terms: [RewardTerm] = []
        for part in text.split(separator: " + ", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            terms.append(try RewardTerm(words))
        }
        return terms
    }

    /// Reads one term.
    init(_ text: String) throws(RewardError) {
        var rest = Substring(text)
        weight = 1
        if let star = text.firstIndex(of: "*"), let factor = Double(text[..<star]), factor.isFinite {
            weight = factor
            rest = text[text.index(after: star)...]
        }
        let pieces = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let argument = pieces.count > 1 ? pieces[1] : nil
        switch (pieces.first ?? "", argument) {
        case ("exact", nil): kind = .exact
        case ("number", nil): kind = .number
        case ("json", nil): kind = .json(schema: nil)
        case ("json", let path?) where !path.isEmpty: kind = .json(schema: URL(filePath: path))
        case ("model", let path?) where !path.isEmpty: kind = .model(URL(filePath: path))
        case ("length", let numbers?): kind = try Self.length(numbers, of: text)
        case ("model", _): throw .unknown(text: text, reason: "model needs the directory of a reward model")
        case ("length", _): throw .unknown(text: text, reason: "length needs a limit in tokens")
        case (let name, _) where ["exact", "number"].contains(name):
            throw .unknown(text: text, reason: "\(name) takes nothing behind a colon")
        default: throw .unknown(text: text, reason: "its name is not known")
        }
    }

    private static func length(_ numbers: String, of text: String) throws(RewardError) -> Kind {
        let parts = numbers.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard let limit = parts[0], limit > 0, parts.count <= 2 else {
            throw .unknown(text: text, reason: "the limit is a number of tokens, 1 or more")
        }
        guard parts.count == 2 else { return .length(limit: limit, margin: max(1, limit / 4)) }
        guard let margin = parts[1], (1...limit).contains(margin) else {
            throw .unknown(text: text, reason: "the margin is a number of tokens, 1 to the limit")
        }
        return .length(limit: limit, margin: margin)
    }
}
