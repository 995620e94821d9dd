import Foundation

/// The program at work with a pipe as its input, which stays open.
final class TypedProgram {
    private let process = Process()
    private let input = Pipe()

    init(_ arguments: [String]) throws {
        process.executableURL = MartletProgram.url
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Hands text to its input.
    func type(_ text: String) { input.fileHandleForWriting.write(Data(text.utf8)) }

    /// Waits until `condition` holds, or the program has ended.
    func wait(for condition: (TypedProgram) -> Bool) {
        while process.isRunning, !condition(self) { usleep(1000) }
    }

    /// Kills the program, and waits for its end.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
