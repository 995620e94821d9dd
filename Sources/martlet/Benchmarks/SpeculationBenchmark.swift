import Generation
import Tensors
import Transformer

/// What guessing ahead gains: a given text is read token by token as if it were being written, with guesses and without.
///
/// The text takes the place of what a sampler would choose, so that the figure is that of the text and not of the model: any
/// model of a size serves, also one of random weights.
final class SpeculationBenchmark {
    private let model: CausalLM
    private let pool: KVPool
    private let tape: Tape

    /// Loads a model, with room for `context` tokens.
    init(files: ModelFiles, device: any ComputeDevice, precision: Precision, context: Int) throws {
        model = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
        let shape = model.configuration.pageShape(model.suitedCacheFormat)
        pool = KVPool(shape: shape, pageLimit: KVPageShape.pages(for: context + 64))
        tape = Tape(device: device, mode: .generation, precision: precision)
    }

    /// The time of a text, and the steps that it took.
    struct Result {
        var seconds = 0.0
        var steps = 0
    }

    /// Reads `prompt`, and then measures how `text` follows it.
    func run(_ text: [Int32], after prompt: [Int32], _ speculation: Speculation) throws -> Result {
        var speculator = Speculator(speculation), sequence = prompt, result = Result()
        let cache = KVSequence(pool: pool), whole = prompt + text
        for start in stride(from: 0, to: prompt.count - 1, by: 512) {
            let part = Array(prompt[start..<min(prompt.count - 1, start + 512)])
            tape.reset()
            _ = try model.logits(of: [SequenceChunk(tokens: part, sequence: cache, rows: .none)], tape: tape)
        }
        result.seconds = try seconds {
            while sequence.count < whole.count {
                let guesses = try speculator?.draft(after: sequence, room: whole.count - sequence.count) ?? []
                let chunk = SequenceChunk(
                    tokens: sequence.suffix(1) + guesses, sequence: cache, rows: guesses.isEmpty ? .last : .all)
                let begin = ContinuousClock.now
                tape.reset()
                _ = try model.logits(of: [chunk], tape: tape)
                let duration = ContinuousClock.now - begin
                let next = whole[sequence.count...]
                let held = zip(guesses, next).prefix { $0 == $1 }.count
                let made = min(held + 1, next.count)
                sequence += next.prefix(made)
                cache.truncate(to: sequence.count - 1)
                speculator?.note(guessed: guesses.count, made: made, duration: duration)
                result.steps += 1
            }
        }
        return result
    }
}
