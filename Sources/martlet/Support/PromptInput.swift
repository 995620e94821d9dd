import Foundation

/// The text that a command is given as an argument.
enum PromptInput {
    /// The argument itself; where it is `-`, standard input, which must be UTF-8.
    static func read(_ argument: String) throws -> String {
        guard argument == "-" else { return argument }
        let bytes = try FileHandle.standardInput.readToEnd() ?? Data()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("standard input is not UTF-8 text")
        }
        return text
    }
}
