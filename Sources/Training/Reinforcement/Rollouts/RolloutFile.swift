import Foundation
import Foundations

/// The rollouts of an iteration in a checkpoint: JSON whose numbers are read again as they were, bit for bit.
enum RolloutFile {
    /// Where the rollouts lie in a checkpoint's folder.
    static func url(in folder: URL) -> URL { folder.appending(path: "rollouts.json") }

    static func write(_ rollouts: [ScoredRollout], iteration: Int, to url: URL) throws(FileError) {
        let json: JSONValue = ["iteration": .integer(iteration), "rollouts": .array(rollouts.map(encoded))]
        try AtomicFile.write(json.serialized() + "\n", to: url)
    }

    /// - Throws: ``RunFolderError/damaged(file:reason:)`` where the file holds other rollouts or none.
    static func read(_ url: URL, iteration: Int) throws -> [ScoredRollout] {
        let value = try JSONValue(contentsOf: url)
        guard value["iteration"]?.int == iteration, let elements = value["rollouts"]?.array else {
            throw RunFolderError.damaged(file: url.path, reason: "holds no rollouts of iteration \(iteration)")
        }
        return try elements.map { element in
            guard let rollout = rollout(element) else {
                throw RunFolderError.damaged(file: url.path, reason: "a rollout is incomplete")
            }
            return rollout
        }
    }

    private static func encoded(_ scored: ScoredRollout) -> JSONValue {
        let rollout = scored.rollout
        var object: JSONObject = [
            "tokens": .array(rollout.tokens.map { .integer(Int($0)) }),
            "trained": .array(rollout.isTrained.map { .bool($0) }),
            "group": .integer(rollout.group), "reward": .number(rollout.reward), "cut": .bool(rollout.isCut),
            "log_probabilities": numbers(scored.logProbabilities), "values": numbers(scored.values),
            "advantages": .array(scored.advantages.map { .number($0) }),
            "returns": .array(scored.returns.map { .number($0) }),
            "entropy": .number(scored.entropy), "spread": .number(scored.groupSpread),
        ]
        object["success"] = rollout.isSuccess.map { .bool($0) }
        object["reference"] = scored.reference.map(numbers)
        return .object(object)
    }

    private static func numbers(_ values: [Float]) -> JSONValue { .array(values.map { .number(Double($0)) }) }

    private static func rollout(_ json: JSONValue) -> ScoredRollout? {
        func doubles(_ name: String) -> [Double]? { json[name]?.array?.compactMap(\.double) }
        guard let tokens = json["tokens"]?.array?.compactMap({ $0.int.flatMap(Int32.init(exactly:)) }),
            let trained = json["trained"]?.array?.compactMap(\.bool), trained.count == tokens.count,
            let group = json["group"]?.int, let reward = json["reward"]?.double, let isCut = json["cut"]?.bool,
            let logs = doubles("log_probabilities"), let values = doubles("values"),
            let advantages = doubles("advantages"), let returns = doubles("returns"),
            let entropy = json["entropy"]?.double, let spread = json["spread"]?.double,
            logs.count == trained.count(where: { $0 }), advantages.count == logs.count
        else { return nil }
        let rollout = Rollout(
            tokens: tokens, isTrained: trained, group: group, reward: reward,
            isSuccess: json["success"]?.bool, isCut: isCut)
        return ScoredRollout(
            rollout, logProbabilities: logs.map { Float($0) }, reference: doubles("reference")?.map { Float($0) },
            values: values.map { Float($0) }, advantages: advantages, returns: returns, entropy: entropy,
            groupSpread: spread)
    }
}
