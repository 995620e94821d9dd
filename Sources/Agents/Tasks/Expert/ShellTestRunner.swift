import Foundation
import Glibc

/// Runs tests with the shell of the machine, for tasks whose files this program wrote itself.
struct ShellTestRunner: TestRunner {
    func run(_ path: WorkspacePath, in workspace: Workspace, limits: ToolLimits) async throws -> Observation {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [path.text]
        process.currentDirectoryURL = workspace.url
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let status = process.terminationStatus
        let first = status == 0 ? "passed" : "failed with exit status \(status)"
        let text = (first + "\n" + output).split(separator: "\n").joined(separator: "\n")
        return Observation(text, exitStatus: status)
    }
}
