import Foundations
import Generation

/// Prints several continuations of a prompt: numbered texts, or one JSON array.
struct CompletionsOutput {
    /// How each of them is printed.
    let output: GenerationOutput

    /// Prints the continuations in their order, with the seeds that they belong to.
    func show(_ results: [GenerationResult], of request: GenerationRequest, _ tokens: [[GeneratedToken]]) {
        let requests = results.indices.map { index in
            var single = request
            single.sampling.seed = request.seed(of: index)
            return single
        }
        if output.style == .json {
            let documents = zip(zip(results, requests), tokens).map { output.document($0.0, $0.1, $1) }
            print(JSONValue.array(documents).serialized())
            return
        }
        for (index, result) in results.enumerated() {
            print(index == 0 ? "1:" : "\n\(index + 1):")
            output.begin()
            tokens[index].forEach(output.show)
            output.end(result)
        }
        for (index, result) in results.enumerated() {
            let seed = requests[index].sampling.seed
            StatusLine.note("[\(index + 1): seed \(seed); \(GenerationOutput.summary(result))]")
        }
    }
}
