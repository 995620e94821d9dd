import Foundations

/// llama.cpp's side of a generation benchmark: a script in Benchmarks/peers, run by a Python that has `llama-cpp-python`.
final class LlamaPeer {
    private let process: PeerProcess

    /// Starts the script, which loads the model.
    init(python: String, model: String, threads: Int, sequences: Int, context: Int) throws {
        process = try PeerProcess(
            python: python, script: "llama_speed.py",
            ["--model", model, "--threads", "\(threads)", "--sequences", "\(sequences)", "--context", "\(context)"])
    }

    /// Seconds that the work takes.
    func seconds(of work: GenerationBenchmark.Work) throws -> Double {
        let line =
            switch work {
            case .prefill(let tokens): "prefill \(tokens)"
            case .decode(let sequences, let behind, let steps): "batch \(sequences) \(behind) \(steps)"
            }
        guard let seconds = try process.ask(line)["seconds"]?.double else { throw process.unusable("left out figures") }
        return seconds
    }

    /// Lets the script end.
    func finish() { process.finish() }
}
