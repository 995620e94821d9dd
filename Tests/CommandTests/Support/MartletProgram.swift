import Foundation
import TestSupport

/// Runs the program as its users do.
enum MartletProgram {
    /// How a run ended.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The program, which is built into the folder of the test runner.
    static let url = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "martlet")

    /// Copies the program.
    ///
    /// Another process does: what is open for writing here, a program that another test starts at that moment would inherit
    /// for an instant, and a file that somebody may write to cannot be run.
    static func copy(to url: URL) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/cp")
        process.arguments = [Self.url.path, url.path]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Runs `martlet` with `arguments` and waits for its end.
    ///
    /// - Parameters:
    ///   - input: what it reads from standard input.
    ///   - program: a copy of the program to run instead of it.
    ///   - currentFolder: where it runs; nil: where the tests run.
    static func run(
        _ arguments: [String], input: String = "", program: URL = url, in currentFolder: URL? = nil
    ) throws -> Outcome {
        // Files, not pipes: a program never waits for room in a file.
        let folder = try TemporaryDirectory()
        try Data(input.utf8).write(to: folder.file("input"))
        try Data().write(to: folder.file("output"))
        try Data().write(to: folder.file("errors"))
        let process = Process()
        process.executableURL = program
        if let currentFolder { process.currentDirectoryURL = currentFolder }
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: folder.file("input"))
        process.standardOutput = try FileHandle(forWritingTo: folder.file("output"))
        process.standardError = try FileHandle(forWritingTo: folder.file("errors"))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: folder.file("output")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: folder.file("errors")), as: UTF8.self))
    }
}
