public import Tensors
public import Transformer

/// A small model that guesses for a large one of the same vocabulary.
public final class DraftModel {
    private let model: CausalLM
    private let tape: Tape
    private let prompts: PromptCache
    private var sampler: Sampler

    /// Takes a model over.
    ///
    /// - Throws: ``GenerationError/draftVocabulary(draft:model:)`` where its vocabulary is not as large as that of `target`.
    public init(
        _ model: CausalLM, for target: ModelConfiguration, device: any ComputeDevice = CPUDevice.shared,
        precision: Precision = .float32
    ) throws {
        guard model.configuration.vocabularySize == target.vocabularySize else {
            throw GenerationError.draftVocabulary(
                draft: model.configuration.vocabularySize, model: target.vocabularySize)
        }
        self.model = model
        tape = Tape(device: device, mode: .generation, precision: precision)
        prompts = PromptCache(for: model)
        sampler = try Sampler(.greedy)
    }

    /// The tokens that the model finds most probable after `tokens`.
    package func draft(after tokens: [Int32], count: Int) throws -> [Int32] {
        var sequence = tokens
        let end = min(tokens.count + count, model.configuration.maximumPositions)
        _ = prompts.keepPrefix(of: sequence)
        prompts.makeRoom(for: end)
        while sequence.count < end {
            let start = prompts.tokens.count
            tape.reset()
            let logits = try model.logits(of: Array(sequence[start...]), cache: prompts.cache, tape: tape)
            prompts.append(sequence[start...])
            let token = try withExtendedLifetime(logits) {
                try sampler.sample(logits: UnsafeBufferPointer(logits.floats), after: sequence)
            }
            sequence.append(token)
        }
        return Array(sequence[tokens.count...])
    }
}

extension DraftModel: DraftSource {}
