public import Tensors
public import Transformer

/// What a reward model says of prompt and answer together.
public struct ModelReward: RewardFunction {
    public let name = "model"
    /// The reward model; its vocabulary must be the policy's.
    public let model: RewardModel
    private let tape: Tape
    private let together: Int

    /// - Parameter together: texts that pass through the model at a time.
    public init(model: RewardModel, device: any ComputeDevice, precision: Precision = .float32, together: Int = 8) {
        self.model = model
        self.together = together
        tape = Tape(device: device, mode: .evaluation, precision: precision)
    }

    public func rewards(of answers: [GradedAnswer]) throws -> [Reward] {
        let size = model.model.configuration.vocabularySize
        let context = model.model.configuration.maximumPositions
        for answer in answers {
            let tokens = answer.prompt + answer.tokens
            guard tokens.count <= context else {
                throw RewardError.textTooLong(tokens: tokens.count, context: context)
            }
            if let token = tokens.first(where: { $0 < 0 || Int($0) >= size }) {
                throw ModelError.tokenOutsideVocabulary(token: token, vocabularySize: size)
            }
        }
        return stride(from: 0, to: answers.count, by: together).flatMap { first in
            tape.reset()
            let texts = answers[first..<min(first + together, answers.count)].map { $0.prompt + $0.tokens }
            return model.scores(of: texts, tape: tape).map { Reward($0) }
        }
    }
}
