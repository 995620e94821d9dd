import Foundation
import Foundations

/// PyTorch's side of a training benchmark: a script in Benchmarks/peers, run by a Python that has PyTorch.
struct TorchPeer {
    let python: String
    let threads: Int

    /// Every mode's speed, in the order the script measures them.
    func measure(_ setting: TrainingSetting, steps: Int) throws -> [TrainingMeasurement] {
        guard let root = ProjectFolder.locate() else {
            throw CommandFailure("the peer's script lies in the project's folder: run this there")
        }
        let script = root.appending(path: "Benchmarks/peers/train_torch.py").path
        let sizes = [
            ("layers", setting.layers), ("hidden-size", setting.hiddenSize), ("heads", setting.heads),
            ("kv-heads", setting.keyValueHeads), ("intermediate-size", setting.intermediateSize),
            ("vocabulary", setting.vocabulary), ("length", setting.length), ("sequences", setting.sequences),
            ("steps", steps), ("threads", threads),
        ]
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, script] + sizes.flatMap { ["--\($0)", "\($1)"] }
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure(
                "\(python) \(script) failed with status \(process.terminationStatus); make bench sets it up")
        }
        return try text.split(separator: UInt8(ascii: "\n")).map { line in
            let value = try JSONValue(parsing: Array(line), source: "the peer's output")
            guard let mode = value["mode"]?.string, let speed = value["tokens_per_second"]?.double,
                let best = value["best_tokens_per_second"]?.double
            else { throw CommandFailure("the peer printed a line without its figures") }
            return TrainingMeasurement(
                side: "PyTorch \(mode)", tokensPerSecond: speed, bestTokensPerSecond: best)
        }
    }
}
