import Foundation
import Foundations
import Generation
public import Tensors
import Transformer

extension RewardTerm {
    /// The function that the terms stand for.
    ///
    /// - Parameter vocabularySize: the policy's.
    /// - Throws: ``RewardError``, `JSONSchemaError`, and the errors of reading files and models.
    public static func function(
        of terms: [RewardTerm], vocabularySize: Int, device: any ComputeDevice, precision: Precision
    ) throws -> any RewardFunction {
        let parts = try terms.map { term in
            (term.weight, try term.function(vocabularySize: vocabularySize, device: device, precision: precision))
        }
        if parts.count == 1, parts[0].0 == 1 { return parts[0].1 }
        return WeightedRewards(parts.map { (weight: $0.0, function: $0.1) })
    }

    private func function(
        vocabularySize: Int, device: any ComputeDevice, precision: Precision
    ) throws -> any RewardFunction {
        switch kind {
        case .exact: return ExactAnswer()
        case .number: return NumberAnswer()
        case .json(let file):
            return JSONAnswer(schema: try file.map { try JSONSchema(JSONValue(contentsOf: $0)) })
        case .length(let limit, let margin): return LengthLimit(limit: limit, margin: margin)
        case .model(let url):
            let model = try RewardModel(directory: ModelDirectory.locate(url))
            let size = model.model.configuration.vocabularySize
            guard size == vocabularySize else {
                throw RewardError.otherVocabulary(path: url.path, rewardModel: size, policy: vocabularySize)
            }
            return ModelReward(model: model, device: device, precision: precision)
        }
    }

    /// Whether the term compares with what the data says the answer should be.
    public var needsExpectedAnswer: Bool {
        switch kind {
        case .exact, .number: true
        case .json, .length, .model: false
        }
    }
}
