package import Foundation
import Foundations

/// A temporary folder that is the workspace of one task after another; removed when the value is released.
package final class TaskFolder: Sendable {
    /// The folder.
    package let url: URL

    /// Creates the folder: in memory where the machine has such a place, since tasks come and go by the thousand.
    package init() throws {
        let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        let parent = access(memory.path, W_OK) == 0 ? memory : FileManager.default.temporaryDirectory
        url = parent.appending(path: "martlet-task-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Makes these files the only ones.
    package func fill(with files: [TaskFile]) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            try FileManager.default.removeItem(at: url.appending(path: name))
        }
        for file in files {
            let target = url.appending(path: file.path)
            try Folder.create(target.deletingLastPathComponent())
            try Data(file.content.utf8).write(to: target)
        }
    }

    /// The files that are there, in the order of their paths; what is no text has its bytes replaced as UTF-8 asks.
    package func files() throws -> [TaskFile] {
        var files: [TaskFile] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
            let file = url.appending(path: path)
            var status = stat()
            guard lstat(file.path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            files.append(TaskFile(path: path, content: String(decoding: try Data(contentsOf: file), as: UTF8.self)))
        }
        return files.sorted { $0.path < $1.path }
    }
}
