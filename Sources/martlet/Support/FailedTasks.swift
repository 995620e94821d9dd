import Agents
import Foundation
import Foundations
import Tokenization

/// Tasks that were not solved, each as a file for a person to read.
struct FailedTasks: Sendable {
    private let folder: URL

    /// Writes into a folder, which must not be there yet.
    init(folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw CommandFailure("--keep-failures \(folder.relativePath): it is there already; name a new folder")
        }
        try Folder.create(folder)
        self.folder = folder
    }

    /// Writes a task that was not solved, with its conversation.
    func keep(_ result: TaskResult) throws {
        guard let failure = result.failure else { return }
        var lines = ["failure: \(failure.rawValue)", "ending: \(result.run.ending)"]
        lines += [TaskText.text(result.task), TaskText.text(result.chat), "what should have been done:"]
        for call in result.task.solution {
            let arguments = call.arguments.members.compactMap(\.value.string).joined(separator: ", ")
            lines.append("  \(call.name): \(arguments)")
        }
        if let answer = result.task.answer { lines.append("  answer: \(answer)") }
        let number = String(result.index)
        let name =
            String(repeating: "0", count: max(0, 4 - number.count)) + number + "-\(result.task.kind.rawValue).txt"
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
    }
}
