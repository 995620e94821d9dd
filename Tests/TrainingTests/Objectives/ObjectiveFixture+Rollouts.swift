import Foundations
import TestSupport
import Tensors
import Testing
import Training
import Transformer

extension ObjectiveFixture {
    /// The texts as rollouts, with what was known of their tokens.
    func rollouts() throws -> [ScoredRollout] {
        func numbers(_ name: String, _ index: Int) throws -> [Double] {
            try #require(json["rollouts"]?[name]?[index]?.array).compactMap(\.double)
        }
        return try texts.enumerated().map { index, text in
            let rollout = Rollout(
                tokens: text.tokens, isTrained: text.isTrained, group: try #require(json["groups"]?[index]?.int),
                reward: try #require(json["rewards"]?[index]?.double))
            return ScoredRollout(
                rollout, logProbabilities: try numbers("old", index).map { Float($0) },
                reference: try numbers("reference", index).map { Float($0) },
                values: try numbers("values", index).map { Float($0) },
                advantages: try numbers("advantages", index), returns: try numbers("returns", index))
        }
    }

    /// Expects the gradients of a model and a head to be those of an objective.
    func expectGradients(of model: CausalLM, _ head: ScalarHead, _ objective: Objective) throws {
        let headGradient = head.weight.gradient.values
        var gradients = try self.gradients(of: model)
        gradients["score.weight"] = headGradient
        #expect(!objective.gradients.isEmpty)
        for gradient in objective.gradients {
            let values = try #require(gradients[gradient.name], "\(gradient.name)")
            let direction = FormulaWeights.values(of: gradient.name + ".direction", shape: [values.count, 1])
            let norm = values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            let projection = zip(values, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            let bound = 1e-4 * max(gradient.norm, 1e-3)
            #expect(abs(norm - gradient.norm) < bound, "\(gradient.name): \(norm) for \(gradient.norm)")
            #expect(abs(projection - gradient.projection) < bound, "\(gradient.name)")
            for (index, element) in gradient.elements.enumerated() {
                let place = index * values.count / gradient.elements.count
                #expect(abs(Double(values[place]) - element) < bound, "\(gradient.name)[\(place)]")
            }
        }
    }
}
