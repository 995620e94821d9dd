import ArgumentParser
import Foundation
import Foundations
import Tensors
import Training
import Transformer

/// `martlet bench lora`: what training an adapter saves beside training all weights.
struct BenchLoRACommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lora",
        abstract: "Measure memory and time of training an adapter beside training all weights.",
        discussion: """
            A decoder in the style of Llama with 88 million parameters takes steps on random tokens, with an adapter on \
            every linear layer and without one. Each turn of a side is a process of its own; memory is the most that it \
            held at once, time the median of all steps.

            EXAMPLES:
              martlet bench lora
              martlet bench lora --rank 16 --targets q_proj,v_proj --precision fp32
              martlet bench lora --turns 5 --steps 8 --json
            """
    )

    @Option(help: ArgumentHelp("The rank of the adapter.", valueName: "n"))
    var rank = 8
    @Option(help: ArgumentHelp("The layers that get one: all, or names such as q_proj,v_proj.", valueName: "names"))
    var targets = "all"
    @Option(help: ArgumentHelp("fp32 or bf16 for products.", valueName: "type"))
    var precision = Precision.fastest
    @Option(help: ArgumentHelp("How often each side has its turn.", valueName: "n"))
    var turns = 3
    @Option(help: ArgumentHelp("Measured steps of a turn.", valueName: "n"))
    var steps = 4
    @Option(help: ArgumentHelp("Threads; by default one for each processor.", valueName: "n"))
    var threads: Int?
    @Flag(help: "Print one JSON object.")
    var json = false
    @Option(help: .hidden)
    var side: String?

    func validate() throws {
        if min(rank, turns, steps, threads ?? 1) < 1 {
            throw ValidationError("--rank, --turns, --steps and --threads must be at least 1")
        }
        if let side, AdapterComparison.Side(rawValue: side) == nil {
            throw ValidationError("there is no side '\(side)'")
        }
    }

    func run() throws {
        let setting = TrainingSetting.adapted
        let names = targets.split(separator: ",").map(String.init)
        let adapter = LoRAConfiguration(rank: rank, alpha: 2 * Double(rank), targets: names == ["all"] ? nil : names)
        try adapter.check(for: setting.model)
        let comparison = AdapterComparison(
            setting: setting, precision: precision, threads: threads, adapter: adapter)
        if let side = side.flatMap(AdapterComparison.Side.init(rawValue:)) {
            Swift.print(try comparison.measure(side, steps: steps).serialized())
            return
        }
        let costs = try comparison.run(turns: turns, arguments: arguments)
        guard let all = costs[.all], let own = costs[.adapter] else { return }
        if json { printJSON(all, own, setting) } else { print(all, own, setting) }
    }

    /// What a process for one side is started with.
    private var arguments: [String] {
        ["bench", "lora", "--rank", "\(rank)", "--targets", targets, "--precision", precision.rawValue]
            + ["--steps", "\(steps)"] + (threads.map { ["--threads", "\($0)"] } ?? [])
    }

    private func print(_ all: AdapterComparison.Cost, _ own: AdapterComparison.Cost, _ setting: TrainingSetting) {
        func line(_ name: String, _ cost: AdapterComparison.Cost) {
            Swift.print(
                name.padded(to: 16) + FigureFormat.grouped(cost.trained).padded(to: 14)
                    + "\(FigureFormat.fixed(Double(cost.peakBytes) / 1e6, 0)) MB".padded(to: 14)
                    + "\(FigureFormat.fixed(1e3 * cost.medianSeconds, 0)) ms")
        }
        Swift.print(
            "\(setting.name): \(setting.layers) layers, \(setting.hiddenSize) wide, \(setting.sequences) x "
                + "\(setting.length) tokens a step, \(precision.rawValue), rank \(rank), targets \(targets)")
        Swift.print("                trained       memory        a step")
        line("all weights", all)
        line("adapter", own)
        Swift.print(
            "adapter / all   " + "".padded(to: 14)
                + FigureFormat.fixed(Double(own.peakBytes) / Double(all.peakBytes), 2).padded(to: 14)
                + FigureFormat.fixed(own.medianSeconds / all.medianSeconds, 2))
    }

    private func printJSON(_ all: AdapterComparison.Cost, _ own: AdapterComparison.Cost, _ setting: TrainingSetting) {
        func json(_ cost: AdapterComparison.Cost) -> JSONValue {
            [
                "trained": .integer(cost.trained), "peak_bytes": .integer(cost.peakBytes),
                "seconds_per_step": .number(cost.medianSeconds),
            ]
        }
        let document: JSONValue = [
            "setting": .string(setting.name), "precision": .string(precision.rawValue), "rank": .integer(rank),
            "targets": .string(targets), "tokens_per_step": .integer(setting.tokens), "all_weights": json(all),
            "adapter": json(own), "memory_ratio": .number(Double(own.peakBytes) / Double(all.peakBytes)),
            "time_ratio": .number(own.medianSeconds / all.medianSeconds),
        ]
        Swift.print(document.serialized())
    }
}
