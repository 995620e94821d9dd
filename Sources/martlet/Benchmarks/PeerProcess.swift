import Foundation
import Foundations

/// A script in Benchmarks/peers that does a turn of work for each line it is sent, and answers with a line of JSON.
final class PeerProcess {
    private let process = Process(), input = Pipe(), output = Pipe()
    private var pending: [UInt8] = []
    private let script: String

    /// Starts the script with a Python, and waits until it says that it is ready.
    init(python: String, script: String, _ arguments: [String]) throws {
        self.script = script
        guard let root = ProjectFolder.locate() else {
            throw CommandFailure("the peer's script lies in the project's folder: run this there")
        }
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, root.appending(path: "Benchmarks/peers/\(script)").path] + arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard try readLine()["ready"]?.bool == true else { throw unusable("did not say that it is ready") }
    }

    /// Sends a line and returns the answer.
    func ask(_ line: String) throws -> JSONValue {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
        return try readLine()
    }

    /// Lets the script end.
    func finish() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// A failure of this peer.
    func unusable(_ what: String) -> CommandFailure {
        CommandFailure(
            "Benchmarks/peers/\(script) \(what); Benchmarks/peers/setup.sh sets its Python up, and its own messages are above"
        )
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
}
