public import Generation
import Tensors
public import Tokenization
import Transformer

/// Lets a policy answer many prompts at once, on the thread of whoever calls.
///
/// The engine of generation works on the weights in training; its cache goes with this value, which must not outlive an
/// update.
public struct AnswerEngine {
    private let engine: BatchEngine

    /// An engine on the weights as they are now.
    public init(policy: RolloutPolicy, tokenizer: Tokenizer) {
        var options = EngineOptions()
        // Nobody reads along: nothing waits for a reader.
        options.bufferedTokens = 1 << 20
        engine = BatchEngine(
            model: policy.model, tokenizer: tokenizer, device: policy.device, precision: policy.precision,
            options: options)
    }

    /// Several answers to each request; the seeds of further ones follow from the request's own.
    ///
    /// - Throws: what is wrong with a request, or with the model.
    public func answers(to requests: [GenerationRequest], count: Int = 1) throws -> [[GenerationResult]] {
        var places: [Int: (request: Int, answer: Int)] = [:]
        var results = requests.map { _ in [GenerationResult?](repeating: nil, count: count) }
        for (index, request) in requests.enumerated() {
            for (answer, id) in try engine.submit(request, count: count).enumerated() { places[id] = (index, answer) }
        }
        var open = places.keys.sorted()
        while !open.isEmpty {
            engine.step()
            open = try open.filter { id in
                while let event = try engine.take(id) {
                    guard case .finished(let result) = event, let place = places[id] else { continue }
                    results[place.request][place.answer] = result
                    return false
                }
                return true
            }
        }
        return results.map { $0.compactMap(\.self) }
    }
}
