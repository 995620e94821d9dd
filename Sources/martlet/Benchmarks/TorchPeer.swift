import Foundations

/// PyTorch's side of a training benchmark: a script in Benchmarks/peers, run by a Python that has PyTorch, that takes
/// its steps when it is told to.
final class TorchPeer {
    /// PyTorch's modes, as the script names them.
    static let modes = ["fp32-eager", "fp32-compiled", "bf16-eager", "bf16-compiled"]

    private let process: PeerProcess

    /// Starts the script and waits until every mode is warm.
    init(python: String, setting: TrainingSetting, modes: [String], threads: Int) throws {
        let sizes = [
            ("layers", setting.layers), ("hidden-size", setting.hiddenSize), ("heads", setting.heads),
            ("kv-heads", setting.keyValueHeads), ("intermediate-size", setting.intermediateSize),
            ("vocabulary", setting.vocabulary), ("length", setting.length), ("sequences", setting.sequences),
            ("threads", threads),
        ]
        process = try PeerProcess(
            python: python, script: "train_torch.py",
            ["--turns", "--modes"] + modes + sizes.flatMap { ["--\($0)", "\($1)"] })
    }

    /// Lets a mode take `steps` steps, and returns the seconds of each.
    func takeTurn(_ mode: String, steps: Int) throws -> [Double] {
        let seconds = try process.ask("\(mode) \(steps)")["seconds"]?.array?.compactMap(\.double) ?? []
        guard seconds.count == steps else { throw process.unusable("left out figures") }
        return seconds
    }

    /// Lets the script end.
    func finish() { process.finish() }
}
