import Foundations
import Training

/// The figures of a benchmark of generation, as a table or as JSON.
struct GenerationReport {
    let model: String
    /// Tokens of the prompt that single tokens are decoded behind.
    let prompt: Int
    let figures: [GenerationComparison.Figure]
    let own: GenerationBenchmark
    /// What the machine allows: bytes of memory a second, products of bytes a second.
    let limits: (bandwidth: Double, peak: Double)

    /// The share of what the machine allows: of memory's speed when decoding, of the processor's with a prompt.
    private func share(_ figure: GenerationComparison.Figure) -> Double {
        switch figure.work {
        case .prefill: figure.ownRate * own.operationsPerToken / limits.peak
        case .decode(_, _, let steps):
            GenerationComparison.Figure.median(
                zip(figure.own, figure.bandwidth).map { Double(steps * own.weightBytes) / $0 / $1 })
        }
    }

    /// What a kind of work is called.
    static func name(_ work: GenerationBenchmark.Work, prompt: Int) -> String {
        switch work {
        case .prefill(let tokens): "prefill \(tokens)"
        case .decode(1, let behind, let steps) where behind == prompt: "decode \(steps) behind \(behind)"
        case .decode(let sequences, _, _): "\(sequences) sequences"
        }
    }

    /// Prints the table.
    func show() {
        print("\(model): \(FigureFormat.fixed(Double(own.weightBytes) * 1e-6, 0)) MB of weights a step")
        print(
            "memory \(FigureFormat.fixed(limits.bandwidth * 1e-9, 1)) GB/s, products of bytes "
                + "\(FigureFormat.fixed(limits.peak * 1e-9, 0)) GOP/s")
        print("                          tokens/s   llama.cpp   ratio   of the limit")
        for figure in figures {
            let peer = figure.peerRate.map { FigureFormat.fixed($0, 1) } ?? "-"
            let ratio = figure.ratio.map { FigureFormat.fixed($0, 2) } ?? "-"
            func right(_ text: String, _ width: Int) -> String {
                String(repeating: " ", count: max(0, width - text.count)) + text
            }
            let isPrefill = if case .prefill = figure.work { true } else { false }
            print(
                Self.name(figure.work, prompt: prompt).padded(to: 22)
                    + right(FigureFormat.fixed(figure.ownRate, 1), 12) + right(peer, 12) + right(ratio, 8)
                    + right(FigureFormat.fixed(100 * share(figure), 0), 8)
                    + (isPrefill ? "% of products" : "% of memory"))
        }
    }

    /// All of it as an object; what was left out is missing.
    func document(_ prefix: PrefixBenchmark.Figure?, _ masks: MaskReport?) -> JSONValue {
        let rows = figures.map { figure -> JSONValue in
            var object: JSONObject = [
                "work": .string(Self.name(figure.work, prompt: prompt)), "tokens_per_second": .number(figure.ownRate),
                "share_of_limit": .number(share(figure)),
            ]
            object["llama_cpp_tokens_per_second"] = figure.peerRate.map { .number($0) }
            object["ratio"] = figure.ratio.map { .number($0) }
            return .object(object)
        }
        var document: JSONObject = [
            "model": .string(model), "weight_bytes": .integer(Int64(own.weightBytes)),
            "bytes_per_second": .number(limits.bandwidth), "byte_operations_per_second": .number(limits.peak),
            "figures": .array(rows),
        ]
        document["prefix"] = prefix.map { .object($0.members) }
        document["masks"] = masks?.document
        return .object(document)
    }
}
