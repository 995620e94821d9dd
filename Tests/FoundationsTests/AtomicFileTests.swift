import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Atomic files")
struct AtomicFileTests {
    private struct Interruption: Error {}

    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
    }

    @Test("A file is created and replaced, and nothing else is left in the folder")
    func replaces() throws {
        let url = folder.file("a file with spaces, ü.txt")
        try AtomicFile.write("one", to: url)
        #expect(try String(contentsOf: url, encoding: .utf8) == "one")
        try AtomicFile.write([0, 1, 2], to: url)
        #expect(try Array(Data(contentsOf: url)) == [0, 1, 2])
        #expect(try names() == ["a file with spaces, ü.txt"])
    }

    @Test("Small and large pieces come out in order")
    func pieces() throws {
        let url = folder.file("pieces")
        var generator = SplitMix64(seed: 11)
        var expected: [UInt8] = []
        try AtomicFile.replace(url) { writer in
            for size in [0, 1, 7, 300_000, 5, 262_144, 262_143, 2, 1_000_000, 0] {
                let piece = (0..<size).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
                try writer.write(piece)
                expected += piece
                #expect(writer.byteCount == expected.count)
            }
        }
        #expect(try Array(Data(contentsOf: url)) == expected)
    }

    @Test("When the writing fails, the old file is intact and no temporary file is left")
    func failure() throws {
        let url = folder.file("kept")
        try AtomicFile.write("old", to: url)
        #expect(throws: Interruption.self) {
            try AtomicFile.replace(url) { writer in
                try writer.write([UInt8](repeating: 1, count: 1_000_000))
                throw Interruption()
            }
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == "old")
        #expect(try names() == ["kept"])
        #expect(throws: Interruption.self) {
            try AtomicFile.replace(folder.file("never")) { _ in throw Interruption() }
        }
        #expect(try names() == ["kept"])
    }

    @Test("A file that does not fit on the disk is refused before a byte is written")
    func tooLargeForTheDisk() throws {
        let url = folder.file("kept")
        try AtomicFile.write("old", to: url)
        var began = false
        let error = try #require(throws: FileError.self) {
            try AtomicFile.replace(url, expecting: 1 << 60) { _ in began = true }
        }
        #expect(!began)
        #expect(error.code == .noSpace)
        #expect(error.description.contains("no space left on the disk: \(1 << 60) bytes needed"))
        #expect(try String(contentsOf: url, encoding: .utf8) == "old")
        #expect(try names() == ["kept"])
    }

    @Test(
        "A full device is reported as such, with the bytes needed",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDevice() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        let writer = FileWriter(descriptor: descriptor, reportingAs: folder.file("model"), expecting: 123_456_789)
        let error = try #require(throws: FileError.self) {
            try writer.write([UInt8](repeating: 1, count: 1_000_000))
        }
        #expect(error.code == .noSpace)
        #expect(error.path == folder.file("model").path)
        #expect(error.bytesNeeded == 123_456_789)
    }

    @Test("When the system stops a write half-way, the old file is intact and no temporary file is left")
    func writeStopsHalfWay() async throws {
        // The limit holds for a whole process, so the write happens in one of its own.
        await #expect(processExitsWith: .exitCode(42)) {
            signal(SIGXFSZ, SIG_IGN)
            let folder = try TemporaryDirectory()
            let url = folder.file("kept")
            try AtomicFile.write("old", to: url)
            var limit = rlimit(rlim_cur: 500_000, rlim_max: 500_000)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let error = try #require(throws: FileError.self) {
                try AtomicFile.write([UInt8](repeating: 1, count: 1_000_000), to: url)
            }
            #expect(error.code == .tooLarge)
            #expect(error.bytesNeeded == 1_000_000)
            #expect(try String(contentsOf: url, encoding: .utf8) == "old")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["kept"])
            try FileManager.default.removeItem(at: folder.url)
            exit(42)
        }
    }

    @Test("A link stays a link, and permissions stay what they were")
    func linksAndPermissions() throws {
        let target = folder.file("target")
        let link = folder.file("link")
        try AtomicFile.write("old", to: target)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
        try AtomicFile.write("new", to: link)
        #expect(try String(contentsOf: target, encoding: .utf8) == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
        let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test("A folder in the way and a missing folder are refused by name")
    func refused() throws {
        try FileManager.default.createDirectory(at: folder.file("sub"), withIntermediateDirectories: false)
        var error = try #require(throws: FileError.self) { try AtomicFile.write("x", to: folder.file("sub")) }
        #expect(error.code == .isFolder)
        error = try #require(throws: FileError.self) { try AtomicFile.write("x", to: folder.file("none/file")) }
        #expect(error.code == .notFound)
        #expect(error.path == folder.file("none/file").path)
        #expect(try names() == ["sub"])
    }

    @Test("A name of the greatest length can be replaced")
    func longName() throws {
        let url = folder.file(String(repeating: "é", count: 127))
        try AtomicFile.write("x", to: url)
        #expect(try names().count == 1)
    }
}
