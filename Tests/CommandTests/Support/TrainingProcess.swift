import Foundation
import Foundations
import TestSupport

/// A training run in a process of its own, that can be watched and killed.
final class TrainingProcess {
    private let process = Process()
    private let run: URL
    private let output: TemporaryDirectory

    /// Starts `martlet train pretrain`, or another kind of training, with `arguments`; `run` is its run folder.
    init(_ arguments: [String], run: URL, kind: String = "pretrain") throws {
        self.run = run
        output = try TemporaryDirectory()
        try Data().write(to: output.file("output"))
        process.executableURL = MartletProgram.url
        process.arguments = ["train", kind, "--output", run.path] + arguments
        process.standardOutput = try FileHandle(forWritingTo: output.file("output"))
        process.standardError = try FileHandle(forWritingTo: output.file("output"))
        try process.run()
    }

    /// Waits until the run has recorded `step`, or has ended.
    func waitForStep(_ step: Int) {
        while process.isRunning, TrainingRecords.lastStep(in: run) < step { usleep(200) }
    }

    /// Sends `signal`, waits for the end and gives the exit status; that of a killed process is 128 and the signal.
    @discardableResult
    func end(with signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return (process.terminationReason == .uncaughtSignal ? 128 : 0) + process.terminationStatus
    }

    /// What the process wrote.
    var text: String {
        (try? String(contentsOf: output.file("output"), encoding: .utf8)) ?? ""
    }
}
