import Foundation
import Foundations

/// PyTorch's side of a training benchmark: a script in Benchmarks/peers, run by a Python that has PyTorch, that takes
/// its steps when it is told to.
final class TorchPeer {
    /// PyTorch's modes, as the script names them.
    static let modes = ["fp32-eager", "fp32-compiled", "bf16-eager", "bf16-compiled"]

    private let process = Process(), input = Pipe(), output = Pipe()
    private var pending: [UInt8] = []

    /// Starts the script and waits until every mode is warm.
    init(python: String, setting: TrainingSetting, modes: [String], threads: Int) throws {
        guard let root = ProjectFolder.locate() else {
            throw CommandFailure("the peer's script lies in the project's folder: run this there")
        }
        let script = root.appending(path: "Benchmarks/peers/train_torch.py").path
        let sizes = [
            ("layers", setting.layers), ("hidden-size", setting.hiddenSize), ("heads", setting.heads),
            ("kv-heads", setting.keyValueHeads), ("intermediate-size", setting.intermediateSize),
            ("vocabulary", setting.vocabulary), ("length", setting.length), ("sequences", setting.sequences),
            ("threads", threads),
        ]
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [python, script, "--turns", "--modes"] + modes + sizes.flatMap { ["--\($0)", "\($1)"] }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try readLine()["ready"]?.bool == true else { throw unusable("did not say that it is ready") }
    }

    /// Lets a mode take `steps` steps, and returns the seconds of each.
    func takeTurn(_ mode: String, steps: Int) throws -> [Double] {
        try input.fileHandleForWriting.write(contentsOf: Data("\(mode) \(steps)\n".utf8))
        let seconds = try readLine()["seconds"]?.array?.compactMap(\.double) ?? []
        guard seconds.count == steps else { throw unusable("left out figures") }
        return seconds
    }

    /// Lets the script end.
    func finish() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    private func readLine() throws -> JSONValue {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<end])
                pending.removeSubrange(...end)
                return try JSONValue(parsing: line, source: "the peer's output")
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { throw unusable("ended") }
            pending += more
        }
    }

    private func unusable(_ what: String) -> CommandFailure {
        CommandFailure("PyTorch's side \(what); make bench sets it up, and its own messages are above")
    }
}
