import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Mapped files")
struct MappedFileTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test("A mapped file shows the file's bytes", arguments: [1, 4095, 4096, 4097, 100_000])
    func content(size: Int) throws {
        var generator = SplitMix64(seed: UInt64(size))
        let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        let url = folder.file("data")
        try AtomicFile.write(bytes, to: url)
        let file = try MappedFile(url)
        #expect(file.count == size)
        #expect(file.withBytes { Array($0) } == bytes)
    }

    @Test("An empty file is mapped as no bytes")
    func empty() throws {
        let url = folder.file("empty")
        try AtomicFile.write("", to: url)
        let file = try MappedFile(url)
        #expect(file.count == 0)
        #expect(file.bytes.isEmpty)
    }

    @Test("A mapping keeps the content that was there when the file is replaced")
    func replaced() throws {
        let url = folder.file("data")
        try AtomicFile.write("old", to: url)
        let file = try MappedFile(url)
        try AtomicFile.write("newer", to: url)
        #expect(file.withBytes { Array($0) } == Array("old".utf8))
    }

    @Test("What is no readable regular file is refused by name")
    func refused() throws {
        let missing = folder.file("missing")
        var error = try #require(throws: FileError.self) { try MappedFile(missing) }
        #expect(error.code == .notFound)
        #expect(error.description == "cannot open \(missing.path): No such file or directory (check the path)")
        error = try #require(throws: FileError.self) { try MappedFile(folder.url) }
        #expect(error.code == .isFolder)
        error = try #require(throws: FileError.self) { try MappedFile(URL(filePath: "/dev/null")) }
        #expect(error.code == .notRegularFile)
        try AtomicFile.write("x", to: folder.file("file"))
        error = try #require(throws: FileError.self) { try MappedFile(folder.file("file/below")) }
        #expect(error.code == .notFolder)
    }
}
