import ArgumentParser
import Foundations
import Tensors
import Training

/// `martlet bench train`: training speed, beside PyTorch's where it is at hand.
struct BenchTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Measure training speed, beside PyTorch in the same run.",
        usage: "martlet bench train [<options>]",
        discussion: """
            Trains on random tokens: forward, backward, clipping and AdamW. The figure is the number of tokens of a \
            step over the median time of the measured steps. Utilisation is the share of the matrix product speed \
            that is measured in the same run (6 operations for each weight of a product, and attention without regard \
            to its mask). With --peer, PyTorch trains the same model in four modes right after; the ratio is ours to \
            its best mode.

            EXAMPLES:
              make bench
              martlet bench train
              martlet bench train --peer .venv-peers/bin/python --rounds 3
              martlet bench train --setting 0.87M --precision fp32 --threads 1 --parts
            """
    )

    @Option(help: "Which model: \(TrainingSetting.known.map(\.name).joined(separator: ", ")); by default each.")
    var setting: [String] = TrainingSetting.known.map(\.name)
    @Option(help: "fp32 or bf16; by default each that is worth having here.")
    var precision: [String] = Precision.fastest == .bfloat16 ? ["bf16", "fp32"] : ["fp32"]
    @Option(help: ArgumentHelp("A Python with PyTorch, to measure beside.", valueName: "program"))
    var peer: String?
    @Option(help: "Measured steps of each side; by default about three seconds' worth, at least ten.")
    var steps: Int?
    @Option(help: "How often both sides take turns.")
    var rounds = 1
    @Option(help: "Threads of each side; by default one for each processor.")
    var threads: Int?
    @Option(help: "Who multiplies: \(ProductEngine.allCases.map(\.rawValue).joined(separator: ", ")).")
    var engine: String?
    @Flag(help: "Show where the time of a step goes.")
    var parts = false
    @Flag(help: "Print one JSON object a round and setting.")
    var json = false

    func validate() throws {
        for name in setting where !TrainingSetting.known.contains(where: { $0.name == name }) {
            throw ValidationError("there is no setting '\(name)'")
        }
        for name in precision where Precision(rawValue: name) == nil {
            throw ValidationError("'\(name)' is no precision; choose fp32 or bf16")
        }
        if let engine, ProductEngine(rawValue: engine) == nil {
            throw ValidationError("there is no engine '\(engine)'")
        }
        if rounds < 1 || steps ?? 1 < 1 || threads ?? 1 < 1 {
            throw ValidationError("--rounds, --steps and --threads must be at least 1")
        }
    }

    func run() throws {
        for setting in TrainingSetting.known where self.setting.contains(setting.name) {
            for _ in 0..<rounds { try measure(setting) }
        }
    }

    private func measure(_ setting: TrainingSetting) throws {
        let steps = steps ?? max(10, 40_960 / setting.tokens)
        let ours = try precision.compactMap(Precision.init(rawValue:)).map { precision in
            try TrainingBenchmark(
                setting: setting, precision: precision, steps: steps, threads: threads,
                engine: engine.flatMap(ProductEngine.init(rawValue:))
            ).measure()
        }
        let theirs = try peer.map { python in
            try TorchPeer(python: python, threads: threads ?? CPUDevice.processorCount)
                .measure(setting, steps: steps)
        }
        let ratio = theirs.map { theirs in Self.best(ours) / Self.best(theirs) }
        if json {
            var object: JSONObject = [
                "setting": .string(setting.name), "tokens_per_step": .integer(setting.tokens),
                "sides": .array((ours + (theirs ?? [])).map(\.json)),
            ]
            object["ratio"] = ratio.map { .number($0) }
            print(JSONValue.object(object).serialized())
            return
        }
        print("\(setting.name): \(setting.sequences) x \(setting.length) tokens a step")
        for side in ours + (theirs ?? []) {
            let share = side.utilization.map { "   utilisation \(FigureFormat.fixed(100 * $0, 1))%" } ?? ""
            print("  \(side.side.padded(to: 24))\(FigureFormat.grouped(Int(side.tokensPerSecond))) tokens/s\(share)")
            guard parts else { continue }
            for part in side.parts {
                print("    \(part.name.padded(to: 24))\(FigureFormat.fixed(part.milliseconds, 2)) ms")
            }
        }
        if let ratio { print("  martlet's best is \(FigureFormat.fixed(ratio, 2)) times PyTorch's best") }
    }

    private static func best(_ sides: [TrainingMeasurement]) -> Double {
        sides.map(\.tokensPerSecond).max() ?? .nan
    }
}
