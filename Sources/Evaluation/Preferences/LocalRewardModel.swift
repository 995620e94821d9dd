public import Foundation
import Generation
public import Tensors
public import Tokenization
public import Transformer

/// A reward model in this process that scores answers, on a thread of its own.
///
/// A text is scored at the end of the assistant's turn, as it was trained to.
public actor LocalRewardModel {
    private let thread = EngineThread(name: "martlet-reward")
    private let model: RewardModel
    private let encoder: ChatEncoder
    private let tape: Tape

    /// What reports call it.
    public nonisolated let name: String

    public nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Takes over a model.
    public init(
        _ model: sending RewardModel, encoder: ChatEncoder, name: String, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) {
        self.model = model
        self.encoder = encoder
        self.name = name
        tape = Tape(device: device, mode: .evaluation, precision: precision)
    }

    /// Loads a reward model, its tokenizer and its chat template from its directory, or from the folder of a finished run.
    ///
    /// - Throws: `ModelError.noRewardHead(directory:)` for a model without a head, and the errors of reading a model.
    public init(
        directory: URL, name: String? = nil, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws {
        let place = try ModelDirectory.locate(directory)
        let tokenizer = try Tokenizer(directory: place)
        self.init(
            try RewardModel(directory: place),
            encoder: try ChatEncoder(tokenizer: tokenizer, template: ChatTemplate(directory: place)),
            name: name ?? directory.standardizedFileURL.lastPathComponent, device: device, precision: precision)
    }

    /// The score of an answer to the conversation before it.
    ///
    /// - Throws: ``EvaluationError/answerTooLong(tokens:contextSize:judge:)``, `JinjaError` where the template refuses the
    ///   conversation.
    public func score(of answer: String, to prompt: [ChatMessage]) throws -> Double {
        let chat = try encoder.encode(Chat(prompt + [.assistant(answer)]))
        // What follows the end of the turn says nothing of the answer.
        let end = (chat.isTrained.lastIndex(of: true) ?? chat.tokens.count - 1) + 1
        let size = model.model.configuration.maximumPositions
        guard end <= size else {
            throw EvaluationError.answerTooLong(tokens: end, contextSize: size, judge: name)
        }
        tape.reset()
        return model.scores(of: [Array(chat.tokens[..<end])], tape: tape)[0]
    }
}

extension RewardJudge {
    /// A judge by a trained reward model.
    ///
    /// - Parameter betweenAnswers: called before each answer is scored; what it throws ends the work.
    public init(
        model: LocalRewardModel, margin: Double = 0,
        betweenAnswers: @escaping @Sendable () throws -> Void = {}
    ) {
        self.init(name: model.name, margin: margin) { prompt, answer in
            try betweenAnswers()
            return try await model.score(of: answer, to: prompt)
        }
    }
}
