import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Training
import Transformer

/// `martlet bench generate`: prefill and decoding, beside llama.cpp's where it is at hand.
struct BenchGenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Measure prefill, decoding and batches, beside llama.cpp in the same run.",
        usage: "martlet bench generate <model> [<options>]",
        discussion: """
            Random tokens go through the model: a prompt at once, then one token after another, then several sequences at \
            once. With --peer, llama.cpp does the same with the same file, and the sides take turns; the ratio is the \
            median of the turns' ratios. What memory and the processor allow is measured in the same turns: decoding reads \
            every weight once a step, a prompt multiplies every weight once a token.

            Models of random weights serve as well as others: Benchmarks/peers/random_model.py writes them.

            EXAMPLES:
              Benchmarks/peers/setup.sh
              .venv-peers/bin/python Benchmarks/peers/random_model.py 135m models/135m
              martlet bench generate models/135m/Q4_K_M.gguf --peer .venv-peers/bin/python
              martlet bench generate models/135m/Q8_0.gguf --batch 8 --turns 9 --json
            """
    )

    @Argument(help: "A GGUF file; a model directory without --peer.", completion: .file())
    var model: String
    @Option(help: "Tokens of the prompt.")
    var prompt = 512
    @Option(help: "Tokens that are decoded, one after another.")
    var decode = 64
    @Option(help: "Sequences at once; may be given several times.")
    var batch = [2, 4, 8, 16]
    @Option(help: "Steps of each batch.")
    var steps = 16
    @Option(help: ArgumentHelp("A Python with llama-cpp-python, to measure beside.", valueName: "program"))
    var peer: String?
    @Option(help: "How often every side has its turn.")
    var turns = 5
    @Option(help: "Threads of each side; by default one for each processor.")
    var threads: Int?
    @Option(help: "fp32 or bf16 for the operands of products; by default what suits the weights.")
    var precision: Precision?
    @Option(help: "The cache's numbers: \(CacheFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var cache: CacheFormat = .float16
    @Flag(help: "Show where the time of each kind of work goes.")
    var parts = false
    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if min(prompt, decode, steps, turns, threads ?? 1) < 1 || batch.contains(where: { !(1...256).contains($0) }) {
            throw ValidationError("Numbers must be at least 1, and --batch at most 256.")
        }
    }

    func run() throws {
        let files = try ModelFiles.locate(URL(filePath: model))
        let device = CPUDevice(threadCount: threads), count = threads ?? CPUDevice.processorCount
        let timed = parts ? TimedDevice(device) : nil
        let sequences = max(1, batch.max() ?? 1), context = max(prompt, prompt + decode, 16 + steps) + 8
        let own = try GenerationBenchmark(
            files: files, device: timed ?? device, precision: precision ?? files.suitedPrecision, format: cache,
            sequences: sequences, context: context)
        let other = try peer.map {
            try LlamaPeer(
                python: $0, model: files.url.path, threads: count, sequences: sequences, context: context)
        }
        defer { other?.finish() }
        let works: [GenerationBenchmark.Work] =
            [.prefill(tokens: prompt), .decode(sequences: 1, behind: prompt, steps: decode)]
            + batch.map { .decode(sequences: $0, behind: 16, steps: steps) }
        let comparison = GenerationComparison(own: own, peer: other, memory: MemoryProbe(device))
        let figures = try works.map { work in
            timed?.clear()
            let figure = try comparison.run(work, turns: turns)
            if let timed, !json { printParts(of: figure, timed) }
            return figure
        }
        let bandwidth = GenerationComparison.Figure.median(figures.flatMap(\.bandwidth))
        let limits = (bandwidth: bandwidth, peak: device.byteProductPeak())
        if json {
            printJSON(figures, own, limits)
        } else {
            printTable(figures, own, limits)
        }
    }

    /// The share of what the machine allows: of memory's speed when decoding, of the processor's with a prompt.
    private func share(
        _ figure: GenerationComparison.Figure, _ own: GenerationBenchmark, _ limits: (bandwidth: Double, peak: Double)
    ) -> Double {
        switch figure.work {
        case .prefill: figure.ownRate * own.operationsPerToken / limits.peak
        case .decode(_, _, let steps):
            GenerationComparison.Figure.median(
                zip(figure.own, figure.bandwidth).map { Double(steps * own.weightBytes) / $0 / $1 })
        }
    }

    private func name(_ work: GenerationBenchmark.Work) -> String {
        switch work {
        case .prefill(let tokens): "prefill \(tokens)"
        case .decode(1, let behind, let steps) where behind == prompt: "decode \(steps) behind \(behind)"
        case .decode(let sequences, _, _): "\(sequences) sequences"
        }
    }

    private func printParts(of figure: GenerationComparison.Figure, _ device: TimedDevice) {
        print("\(name(figure.work)):")
        for (name, entry) in device.entries {
            // The turn that does not count is among them.
            let tokens = Double(figure.work.tokens * (turns + 1))
            print(
                "    \(name.padded(to: 24))\(FigureFormat.fixed(entry.seconds / tokens * 1e6, 2)) microseconds a token, "
                    + "\(FigureFormat.fixed(Double(entry.calls) / tokens, 2)) calls")
        }
    }

    private func printTable(
        _ figures: [GenerationComparison.Figure], _ own: GenerationBenchmark,
        _ limits: (bandwidth: Double, peak: Double)
    ) {
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
                name(figure.work).padded(to: 22) + right(FigureFormat.fixed(figure.ownRate, 1), 12) + right(peer, 12)
                    + right(ratio, 8) + right(FigureFormat.fixed(100 * share(figure, own, limits), 0), 8)
                    + (isPrefill ? "% of products" : "% of memory"))
        }
    }

    private func printJSON(
        _ figures: [GenerationComparison.Figure], _ own: GenerationBenchmark,
        _ limits: (bandwidth: Double, peak: Double)
    ) {
        let rows = figures.map { figure -> JSONValue in
            var object: JSONObject = [
                "work": .string(name(figure.work)), "tokens_per_second": .number(figure.ownRate),
                "share_of_limit": .number(share(figure, own, limits)),
            ]
            object["llama_cpp_tokens_per_second"] = figure.peerRate.map { .number($0) }
            object["ratio"] = figure.ratio.map { .number($0) }
            return .object(object)
        }
        let document: JSONValue = [
            "model": .string(model), "weight_bytes": .integer(Int64(own.weightBytes)),
            "bytes_per_second": .number(limits.bandwidth), "byte_operations_per_second": .number(limits.peak),
            "figures": .array(rows),
        ]
        print(document.serialized())
    }
}
