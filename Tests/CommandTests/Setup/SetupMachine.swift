import Foundation
import TestSupport

/// A pretended machine for `scripts/setup.sh`: a PATH with nothing on it but what the test puts there.
struct SetupMachine {
    private let folder: TemporaryDirectory
    private let script: URL

    /// A machine with the everyday tools and everything that Martlet needs.
    init() throws {
        folder = try TemporaryDirectory()
        script =
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../scripts/setup.sh")
            .standardizedFileURL
        for tool in [
            "bash", "cat", "dirname", "env", "head", "mktemp", "readlink", "rm", "sed", "sort", "tail", "touch",
        ] {
            let candidates = ["/usr/bin/\(tool)", "/bin/\(tool)"]
            guard let path = candidates.first(where: FileManager.default.isExecutableFile) else { continue }
            try FileManager.default.createSymbolicLink(
                at: folder.file(tool), withDestinationURL: URL(filePath: path))
        }
        try install("swift", "echo 'Swift version 6.3.1 (swift-6.3.1-RELEASE)'")
        try install("clang", "exit 0")
        try install("make", "exit 0")
        try install("git", "exit 0")
        try install("id", "echo 0")
    }

    /// Puts a shell script named `tool` on the PATH; `$MACHINE` is the folder of the tools.
    func install(_ tool: String, _ script: String) throws {
        let url = folder.file(tool)
        try "#!\(folder.file("bash").path)\n\(script)\n".write(to: url, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
    }

    /// Takes a tool away.
    func remove(_ tool: String) throws {
        try FileManager.default.removeItem(at: folder.file(tool))
    }

    /// Whether a file is in the folder of the tools.
    func has(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.file(name).path)
    }

    /// Runs the set-up, and returns its exit status and everything it printed.
    func run() throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = folder.file("bash")
        process.arguments = [script.path]
        process.environment = ["PATH": folder.url.path, "MACHINE": folder.url.path]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
