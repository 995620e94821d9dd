import Agents
import Foundation
import Foundations
import Testing

@Suite("Random patches")
struct PatchPropertyTests {
    @Test("Both formats make of a file what the plain edit makes of it", arguments: 0..<8)
    func roundTrip(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<40 {
            let edit = RandomEdit(&generator)
            guard edit.old != edit.new else { continue }
            for patch in [edit.codex, edit.unified] {
                let folder = try TestFolder(["a.txt": edit.oldText])
                _ = try folder.workspace.apply(patch)
                #expect(try folder.contents() == ["a.txt": edit.newText], "\(patch)")
            }
        }
    }

    @Test(
        "Diffs that diff writes are applied",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/diff")), arguments: 0..<3)
    func written(seed: UInt64) throws {
        var generator = SplitMix64(seed: 100 + seed)
        for _ in 0..<10 {
            let edit = RandomEdit(&generator)
            guard edit.old != edit.new else { continue }
            let folder = try TestFolder(["a.txt": edit.oldText])
            let new = folder.outside.appending(path: "new.txt")
            try Data(edit.newText.utf8).write(to: new)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/diff")
            process.arguments = [
                "-U\(generator.next(below: 4))", "--label", "a/a.txt", "--label", "b/a.txt", folder.file("a.txt").path,
                new.path,
            ]
            let pipe = Pipe()
            process.standardOutput = pipe
            try process.run()
            let diff = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            _ = try folder.workspace.apply(diff)
            #expect(try folder.contents() == ["a.txt": edit.newText], "\(diff)")
        }
    }

    @Test("A damaged patch changes all of its files or none, and never ends the program", arguments: 0..<8)
    func damaged(seed: UInt64) throws {
        var generator = SplitMix64(seed: 200 + seed)
        var refused = 0
        for _ in 0..<60 {
            let edit = RandomEdit(&generator)
            guard edit.old != edit.new else { continue }
            let whole =
                "*** Begin Patch\n*** Add File: new/b.txt\n+b\n" + edit.codex.dropFirst("*** Begin Patch\n".count)
            var bytes = Array((generator.next(below: 3) == 0 ? edit.unified : whole).utf8)
            for _ in 0...generator.next(below: 4) {
                let place = generator.next(below: bytes.count)
                switch generator.next(below: 3) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = UInt8(generator.next(below: 256))
                default: bytes.insert(UInt8(ascii: "\n"), at: place)
                }
            }
            let folder = try TestFolder(["a.txt": edit.oldText])
            let before = try folder.contents()
            do {
                let applied = try folder.workspace.apply(String(decoding: bytes, as: UTF8.self))
                #expect(try folder.contents() != before)
                for path in applied.changedPaths { #expect(folder.exists(path.text) || path.text == "a.txt") }
            } catch {
                refused += 1
                #expect(try folder.contents() == before)
            }
            #expect(!folder.exists(".martlet"))
        }
        #expect(refused > 0)
    }
}
