import Evaluation
import Foundation
import Foundations

/// The folder of a measurement: a line for each sample as it is done, and the report in the end.
final class EvaluationOutput {
    private let folder: URL
    private let samples: FileHandle

    /// Makes the folder, which must not be there yet.
    init(folder: URL) throws {
        guard !FileManager.default.fileExists(atPath: folder.path) else {
            throw CommandFailure("--output \(folder.relativePath): it is there already; name a new folder")
        }
        try Folder.create(folder)
        let file = folder.appending(path: "samples.jsonl")
        try Data().write(to: file)
        samples = try FileHandle(forWritingTo: file)
        self.folder = folder
    }

    /// Writes what explains the score of a sample. What is written stays when the measurement is interrupted.
    func add(_ record: JSONValue) throws {
        try samples.write(contentsOf: Data((record.serialized() + "\n").utf8))
    }

    /// Writes the report.
    func finish(_ report: JSONValue) throws {
        try samples.close()
        try AtomicFile.write(report.serialized() + "\n", to: folder.appending(path: "report.json"))
    }
}
