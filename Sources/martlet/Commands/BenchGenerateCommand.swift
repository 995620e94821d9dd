import ArgumentParser
import Foundation
import Foundations
import Generation
import Tensors
import Training
import Transformer

/// `martlet bench generate`: prefill and decoding, beside llama.cpp's where it is at hand.
struct BenchGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Measure prefill, decoding, batches, prefixes and masks, beside llama.cpp.",
        usage: "martlet bench generate <model> [<options>]",
        discussion: """
            Random tokens go through the model: a prompt at once, then one token after another, then several sequences at \
            once. With --peer, llama.cpp does the same with the same file, and the sides take turns; the ratio is the \
            median of the turns' ratios. What memory and the processor allow is measured in the same turns: decoding reads \
            every weight once a step, a prompt multiplies every weight once a token.

            Then a prompt is read cold and again warm, and masks of JSON Schemas are worked out over the model's \
            vocabulary, as martlet bench engine and martlet bench masks do it with more choices.

            Models of random weights serve as well as others: Benchmarks/peers/random_model.py writes them.

            EXAMPLES:
              Benchmarks/peers/setup.sh
              .venv-peers/bin/python Benchmarks/peers/random_model.py 135m models/135m
              martlet bench generate models/135m/Q4_K_M.gguf --peer .venv-peers/bin/python
              martlet bench generate models/135m/Q8_0.gguf --batch 8 --turns 9 --json
              martlet bench generate models/135m/Q8_0.gguf --no-prefix --no-masks
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
    @OptionGroup var sections: BenchSectionOption
    @Flag(help: "Show where the time of each kind of work goes.")
    var parts = false
    @Flag(help: "Print one JSON object.")
    var json = false

    func validate() throws {
        if min(prompt, decode, steps, turns, threads ?? 1) < 1 || batch.contains(where: { !(1...256).contains($0) }) {
            throw ValidationError("Numbers must be at least 1, and --batch at most 256.")
        }
    }

    func run() async throws {
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
        let report = GenerationReport(model: model, prompt: prompt, figures: figures, own: own, limits: limits)
        if !json { report.show() }
        let prefix = try await sections.prefixes(
            own.model, device: device, precision: precision ?? files.suitedPrecision, format: cache, runs: turns)
        if !json, let prefix { print(prefix.line) }
        let masks = try sections.masks(files)
        if json {
            print(report.document(prefix, masks?.report).serialized())
        } else if let masks {
            masks.report.show(naming: false)
        } else if !sections.noMasks {
            print("the model has no vocabulary of its own, so masks are left out")
        }
        try masks?.benchmark.checkDocuments()
    }

    private func printParts(of figure: GenerationComparison.Figure, _ device: TimedDevice) {
        print("\(GenerationReport.name(figure.work, prompt: prompt)):")
        for (name, entry) in device.entries {
            // The turn that does not count is among them.
            let tokens = Double(figure.work.tokens * (turns + 1))
            print(
                "    \(name.padded(to: 24))\(FigureFormat.fixed(entry.seconds / tokens * 1e6, 2)) microseconds a token, "
                    + "\(FigureFormat.fixed(Double(entry.calls) / tokens, 2)) calls")
        }
    }
}
