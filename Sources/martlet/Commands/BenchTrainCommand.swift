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
            to its mask). With --peer, PyTorch trains the same model in four modes, and the sides take turns of a few \
            steps, so that whatever else the machine does falls on all alike; the ratio is our best mode to its best.

            EXAMPLES:
              make bench
              martlet bench train
              martlet bench train --peer .venv-peers/bin/python --turns 20
              martlet bench train --setting 0.87M --precision fp32 --threads 1 --parts
            """
    )

    @Option(help: "Which model: \(TrainingSetting.known.map(\.name).joined(separator: ", ")); by default each.")
    var setting: [String] = TrainingSetting.known.map(\.name)
    @Option(help: "fp32 or bf16; by default each that is worth having here.")
    var precision: [String] = Precision.fastest == .bfloat16 ? ["bf16", "fp32"] : ["fp32"]
    @Option(help: ArgumentHelp("A Python with PyTorch, to measure beside.", valueName: "program"))
    var peer: String?
    @Option(help: ArgumentHelp("PyTorch's modes to measure; by default all.", valueName: "mode"))
    var peerMode: [String] = TorchPeer.modes
    @Option(help: "Steps of a turn; by default 8,192 tokens' worth.")
    var steps: Int?
    @Option(help: "How often every side has its turn.")
    var turns = 10
    @Option(help: "Threads of each side; by default one for each processor.")
    var threads: Int?
    @Option(help: "Who multiplies: \(ProductEngine.allCases.map(\.rawValue).joined(separator: ", ")).")
    var engine: String?
    @Flag(help: "Show where the time of a step goes.")
    var parts = false
    @Flag(help: "Print one JSON object a setting.")
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
        for mode in peerMode where !TorchPeer.modes.contains(mode) {
            throw ValidationError(
                "PyTorch has no mode '\(mode)'; choose from \(TorchPeer.modes.joined(separator: ", "))")
        }
        if turns < 1 || steps ?? 1 < 1 || threads ?? 1 < 1 {
            throw ValidationError("--turns, --steps and --threads must be at least 1")
        }
    }

    func run() throws {
        for setting in TrainingSetting.known where self.setting.contains(setting.name) {
            let outcome = try TrainingComparison(
                setting: setting, precisions: precision.compactMap(Precision.init(rawValue:)), threads: threads,
                engine: engine.flatMap(ProductEngine.init(rawValue:)), python: peer, modes: peerMode
            ).run(turns: turns, steps: steps ?? max(1, 8192 / setting.tokens))
            if json { printJSON(outcome, of: setting) } else { print(outcome, of: setting) }
        }
    }

    private func printJSON(_ outcome: TrainingComparison.Outcome, of setting: TrainingSetting) {
        var object: JSONObject = [
            "setting": .string(setting.name), "tokens_per_step": .integer(setting.tokens),
            "sides": .array(outcome.sides.map(\.json)),
        ]
        object["ratio"] = outcome.ratio.map { .number($0) }
        if !outcome.ratiosByTurn.isEmpty {
            object["ratios_by_turn"] = .array(outcome.ratiosByTurn.map { .number($0) })
        }
        Swift.print(JSONValue.object(object).serialized())
    }

    private func print(_ outcome: TrainingComparison.Outcome, of setting: TrainingSetting) {
        Swift.print("\(setting.name): \(setting.sequences) x \(setting.length) tokens a step")
        for side in outcome.sides {
            let share = side.utilization.map { "   utilisation \(FigureFormat.fixed(100 * $0, 1))%" } ?? ""
            Swift.print(
                "  \(side.side.padded(to: 24))\(FigureFormat.grouped(Int(side.tokensPerSecond))) tokens/s\(share)")
            guard parts else { continue }
            for part in side.parts {
                Swift.print("    \(part.name.padded(to: 24))\(FigureFormat.fixed(part.milliseconds, 2)) ms")
            }
        }
        guard let ratio = outcome.ratio else { return }
        Swift.print("  martlet's best is \(FigureFormat.fixed(ratio, 2)) times PyTorch's best")
        let byTurn = outcome.ratiosByTurn
        Swift.print(
            "  turn by turn: median \(FigureFormat.fixed(byTurn[byTurn.count / 2], 2)), the middle half from "
                + "\(FigureFormat.fixed(byTurn[byTurn.count / 4], 2)) to "
                + "\(FigureFormat.fixed(byTurn[byTurn.count * 3 / 4], 2))")
    }
}
