import Foundation
import TestSupport

/// The program at work, for tests that interrupt it.
final class RunningProgram {
    private let process = Process()
    private let folder: TemporaryDirectory

    init(_ arguments: [String]) throws {
        folder = try TemporaryDirectory()
        for name in ["output", "errors"] { try Data().write(to: folder.file(name)) }
        process.executableURL = MartletProgram.url
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.file("output"))
        process.standardError = try FileHandle(forWritingTo: folder.file("errors"))
        try process.run()
    }

    /// What it wrote so far.
    var output: String { text("output") }
    var errors: String { text("errors") }

    /// Waits until the program has written what `condition` looks for, or has ended.
    func wait(for condition: (RunningProgram) -> Bool) {
        while process.isRunning, !condition(self) { usleep(1000) }
    }

    /// Presses Ctrl-C, waits for the end and gives the exit status; nil where a signal killed it.
    func interrupt() -> Int32? {
        Foundation.kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : nil
    }

    /// Kills the program, and waits for its end.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private func text(_ name: String) -> String {
        (try? Data(contentsOf: folder.file(name))).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
