import Corpus
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Finding files")
struct InputFilesTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ names: String...) throws {
        for name in names { try Samples.write("text", to: folder.file(name)) }
    }

    private func names(_ inputs: [String]) throws -> [String] {
        let prefix = folder.url.path + "/"
        return try InputFiles(inputs).files.map { $0.path.replacing(prefix, with: "") }
    }

    @Test("Files come in the byte order of their paths")
    func order() throws {
        try write("b.txt", "a/z.md", "a.txt", "a-b/x.txt", "B.txt", "a/b/c.swift", "ä.txt")
        #expect(
            try names([folder.url.path])
                == ["B.txt", "a-b/x.txt", "a.txt", "a/b/c.swift", "a/z.md", "b.txt", "ä.txt"])
    }

    @Test("Hidden files, build folders and other kinds of files are passed over and counted")
    func passedOver() throws {
        try write(".hidden.txt", ".git/a.txt", "node_modules/a.js", "a.png", "b.PNG", "LICENSE", "c.TXT")
        let found = try InputFiles([folder.url.path])
        #expect(found.files.map { URL(filePath: $0.path).lastPathComponent } == ["c.TXT"])
        #expect(found.skipped == ["hidden": 2, "build folder": 1, ".png": 2, "no extension": 1])
    }

    @Test("Links are followed, loops end, and nothing is read twice")
    func links() throws {
        try write("a/one.txt", "b.txt")
        let manager = FileManager.default
        try manager.createSymbolicLink(at: folder.file("a/loop"), withDestinationURL: folder.url)
        try manager.createSymbolicLink(at: folder.file("c.txt"), withDestinationURL: folder.file("b.txt"))
        try manager.createSymbolicLink(at: folder.file("d.txt"), withDestinationURL: folder.file("nowhere"))
        let found = try InputFiles([folder.url.path, folder.file("b.txt").path])
        #expect(found.files.map { URL(filePath: $0.path).lastPathComponent } == ["one.txt", "b.txt"])
        #expect(found.skipped == ["linked twice": 3, "broken link": 1])
    }

    @Test("An input that is missing, or that no document can be read from, is an error that names it")
    func badInputs() throws {
        try write("a.png")
        let missing = #expect(throws: FileError.self) { try InputFiles([folder.file("gone").path]) }
        #expect(missing?.path == folder.file("gone").path)
        #expect(throws: CorpusError.unsupportedFile(path: folder.file("a.png").path)) {
            try InputFiles([folder.file("a.png").path])
        }
    }
}
