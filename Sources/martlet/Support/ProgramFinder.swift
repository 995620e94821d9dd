import Foundation

/// Finds programs on the PATH, and asks them for their version.
enum ProgramFinder {
    /// Where `name` is on the PATH; nil where it is not.
    static func locate(_ name: String) -> URL? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":") {
            let url = URL(filePath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: url.path) { return url }
        }
        return nil
    }

    /// What a program prints on standard output; nil where it cannot be run or fails.
    static func output(of program: URL, _ arguments: [String]) -> String? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
    }

    /// The version that `swift --version` names; nil without Swift.
    static var swiftVersion: String? {
        guard let swift = locate("swift"), let text = output(of: swift, ["--version"]) else { return nil }
        guard let match = text.firstMatch(of: /Swift version (\d+(?:\.\d+)*)/) else { return nil }
        return String(match.1)
    }
}
