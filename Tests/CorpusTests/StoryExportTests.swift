import Corpus
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Writing stories")
struct StoryExportTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test("Stories are written as lines, as one text, and as a folder")
    func formats() throws {
        let generator = StoryGenerator(seed: 3)
        let texts = (0..<3).map { generator.story(at: $0).text }
        let export = StoryExport(generator)
        try export.write(3, to: folder.file("a.jsonl"), as: .jsonLines)
        let lines = try String(contentsOf: folder.file("a.jsonl"), encoding: .utf8).split(separator: "\n")
        #expect(try lines.map { try JSONValue(parsing: String($0), source: "line")["text"]?.string } == texts)
        try export.write(3, to: folder.file("a.txt"), as: .text)
        #expect(
            try String(contentsOf: folder.file("a.txt"), encoding: .utf8) == texts.joined(separator: "\n\n") + "\n")
        try export.write(3, to: folder.file("stories"), as: .folder)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.file("stories").path).sorted()
                == ["story-00000.txt", "story-00001.txt", "story-00002.txt"])
        #expect(throws: CorpusError.outputExists(path: folder.file("stories").path)) {
            try export.write(3, to: folder.file("stories"), as: .folder)
        }
    }

    @Test("An export that is stopped leaves nothing", arguments: StoryExport.Format.allCases)
    func stopped(format: StoryExport.Format) throws {
        struct Stop: Error {}
        var left = 5
        #expect(throws: Stop.self) {
            try StoryExport(StoryGenerator(seed: 0)).write(100, to: folder.file("out"), as: format) { _ in
                left -= 1
                if left == 0 { throw Stop() }
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test(
        "The extension of a path chooses the format",
        arguments: [
            ("a.jsonl", StoryExport.Format.jsonLines), ("b/a.TXT", .text), ("folder", .folder), ("folder/", .folder),
            ("a.csv", nil),
        ])
    func extensions(path: String, format: StoryExport.Format?) {
        #expect(StoryExport.Format(path: path) == format)
    }
}
