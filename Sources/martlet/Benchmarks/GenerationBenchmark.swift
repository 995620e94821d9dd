import Foundation
import Foundations
import Generation
import Tensors
import Transformer

/// Prefill and decoding of one model on random tokens, without samplers: what llama.cpp's own benchmark measures.
final class GenerationBenchmark {
    /// What is run.
    enum Work: Hashable {
        /// A prompt of so many tokens in an empty cache.
        case prefill(tokens: Int)
        /// `steps` steps of `sequences` sequences at once, behind `behind` tokens each.
        case decode(sequences: Int, behind: Int, steps: Int)

        /// Tokens that it is about.
        var tokens: Int {
            switch self {
            case .prefill(let tokens): tokens
            case .decode(let sequences, _, let steps): sequences * steps
            }
        }
    }

    /// Tokens of a prompt that are processed at once, as llama.cpp does.
    private static let chunk = 512

    /// The model that is measured.
    let model: CausalLM
    private let pool: KVPool
    private let tape: Tape
    private var random = SplitMix64(seed: 1)

    /// Bytes of weights that a step reads.
    let weightBytes: Int
    /// Multiplications and additions of the products of one token.
    let operationsPerToken: Double

    /// Loads a model, with room for `sequences` sequences of `context` tokens.
    init(
        files: ModelFiles, device: any ComputeDevice, precision: Precision, format: CacheFormat, sequences: Int,
        context: Int
    ) throws {
        model = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
        let shape = model.configuration.pageShape(format)
        pool = KVPool(shape: shape, pageLimit: sequences * KVPageShape.pages(for: context))
        tape = Tape(device: device, mode: .generation, precision: precision)
        weightBytes = model.stepByteCount
        operationsPerToken = model.productOperationsPerToken
    }

    /// Seconds that the work takes.
    func seconds(of work: Work) throws -> Double {
        switch work {
        case .prefill(let tokens):
            let sequence = KVSequence(pool: pool)
            return try martlet.seconds { try read(tokens, into: sequence) }
        case .decode(let count, let behind, let steps):
            let sequences = (0..<count).map { _ in KVSequence(pool: pool) }
            for sequence in sequences where behind > 0 { try read(behind, into: sequence) }
            return try martlet.seconds {
                for _ in 0..<steps {
                    let chunks = sequences.map { SequenceChunk(tokens: tokens(1), sequence: $0, rows: .last) }
                    tape.reset()
                    _ = try model.logits(of: chunks, tape: tape)
                }
            }
        }
    }

    private func read(_ count: Int, into sequence: KVSequence) throws {
        for start in stride(from: 0, to: count, by: Self.chunk) {
            let end = min(count, start + Self.chunk)
            tape.reset()
            _ = try model.logits(
                of: [
                    SequenceChunk(tokens: tokens(end - start), sequence: sequence, rows: end == count ? .last : .none)
                ],
                tape: tape)
        }
    }

    private func tokens(_ count: Int) -> [Int32] {
        (0..<count).map { _ in Int32(random.next(below: model.configuration.vocabularySize)) }
    }
}
