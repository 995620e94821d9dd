public import Foundation
import Foundations

/// Writes stories into files, whole or not at all.
public struct StoryExport: Sendable {
    /// How stories lie in files.
    public enum Format: String, Sendable, CaseIterable {
        /// One JSON object a line, with the story in the member `text`: every story is a document.
        case jsonLines = "jsonl"
        /// One text file, with a blank line between stories: the file is one document, or several when it is long.
        case text = "txt"
        /// A folder with a text file for each story.
        case folder

        /// The format that goes with the extension of a path: `.jsonl`, `.txt`, and a folder where there is none; nil
        /// for any other.
        public init?(path: String) {
            switch URL(filePath: path).pathExtension.lowercased() {
            case "jsonl", "ndjson": self = .jsonLines
            case "txt": self = .text
            case "": self = .folder
            default: return nil
            }
        }
    }

    private let generator: StoryGenerator

    /// Exports the stories of `generator`.
    public init(_ generator: StoryGenerator) {
        self.generator = generator
    }

    /// Writes the stories 0 to `count` - 1.
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - url: the file, which is replaced when it is there, or the folder, which must not be there.
    ///   - format: how they lie there.
    ///   - each: called with each story, before it is written; what it throws stops the export.
    /// - Throws: `FileError`, ``CorpusError/outputExists(path:)`` for a folder that is there, and what `each` throws.
    public func write(_ count: Int, to url: URL, as format: Format, _ each: (Story) throws -> Void = { _ in }) throws {
        switch format {
        case .folder: try writeFolder(count, to: url, each)
        case .jsonLines:
            try writeFile(count, to: url, each) { story, _ in
                let line: JSONValue = ["text": .string(story.text)]
                return line.serializedBytes() + [0x0A]
            }
        case .text:
            try writeFile(count, to: url, each) { story, index in
                Array((index == 0 ? story.text : "\n" + story.text).utf8) + [0x0A]
            }
        }
    }

    private func writeFile(
        _ count: Int, to url: URL, _ each: (Story) throws -> Void, _ bytes: (Story, Int) -> [UInt8]
    ) throws {
        try AtomicFile.replace(url) { (writer: FileWriter) throws -> Void in
            for index in 0..<count {
                let story = generator.story(at: index)
                try each(story)
                try writer.write(bytes(story, index))
            }
        }
    }

    private func writeFolder(_ count: Int, to url: URL, _ each: (Story) throws -> Void) throws {
        guard !FileManager.default.fileExists(atPath: url.path) else {
            throw CorpusError.outputExists(path: url.path)
        }
        let width = max(String(count).count, 5)
        let staged = try StagedFolder(for: url)
        do {
            for index in 0..<count {
                let story = generator.story(at: index)
                try each(story)
                let number = String(index)
                let name = "story-\(String(repeating: "0", count: width - number.count))\(number).txt"
                try Data((story.text + "\n").utf8).write(to: staged.url.appending(path: name))
            }
            try staged.commit(replacing: false)
        } catch {
            staged.discard()
            throw error
        }
    }
}
