import Agents
import Foundation
import Foundations
import Glibc
import Testing

/// Kills a process that patches, again and again, and looks at what it left.
///
/// The process is this test program itself, told by its environment to run nothing but the victim below.
@Suite("Killed patches")
struct KilledPatchTests {
    private static let variable = "MARTLET_TEST_PATCH_VICTIM"
    private static let victim = ProcessInfo.processInfo.environment[variable]

    /// The patch that takes all files from one number to the next.
    private static func patch(_ number: Int) -> String {
        """
        *** Begin Patch
        *** Update File: a.txt
        -\(number)
        +\(number + 1)
        *** Add File: made/\(number + 1)/d.txt
        +\(number + 1)
        *** Update File: dir/b.txt
        -\(number)
        +\(number + 1)
        *** Delete File: made/\(number)/d.txt
        *** Update File: c\(number).txt
        *** Move to: c\(number + 1).txt
        -\(number)
        +\(number + 1)
        *** End Patch
        """
    }

    private static func files(_ number: Int) -> [String: String] {
        let text = "\(number)\n"
        return ["a.txt": text, "dir/b.txt": text, "made/\(number)/d.txt": text, "c\(number).txt": text]
    }

    /// How far the patches have come.
    private static func number(in folder: TestFolder) throws -> Int {
        let text = try String(contentsOf: folder.url.appending(path: "a.txt"), encoding: .utf8)
        return try #require(Int(text.dropLast()))
    }

    @Test("The victim patches until it is killed", .enabled(if: victim != nil))
    func patchWithoutEnd() throws {
        let url = URL(filePath: try #require(Self.victim))
        let workspace = try Workspace(opening: url, durability: .process)
        let text = String(decoding: try workspace.bytes(of: WorkspacePath("a.txt"), limit: 100), as: UTF8.self)
        var number = try #require(Int(text.dropLast()))
        while true {
            _ = try workspace.apply(Self.patch(number), operation: "\(number)")
            number += 1
        }
    }

    @Test("A patch that is killed at a random moment is there as a whole, or not at all", .enabled(if: victim == nil))
    func kill() throws {
        let folder = try TestFolder(Self.files(0))
        var generator = SplitMix64(seed: 50)
        var number = 0
        for _ in 0..<25 {
            let process = Process()
            process.executableURL = URL(filePath: "/proc/\(getpid())/exe")
            process.arguments = ["--testing-library", "swift-testing", "--filter", "KilledPatchTests"]
            process.environment = ProcessInfo.processInfo.environment.merging([Self.variable: folder.url.path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Once it works, a random moment of its work: how long a patch takes, the machine's load decides.
            let patches = generator.next(below: 3)
            while try Self.number(in: folder) <= number + patches, process.isRunning { usleep(500) }
            usleep(UInt32(generator.next(below: 3_000)))
            Glibc.kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            let workspace = try Workspace(opening: folder.url, durability: .process)
            let text = String(decoding: try workspace.bytes(of: WorkspacePath("a.txt"), limit: 100), as: UTF8.self)
            let reached = try #require(Int(text.dropLast()))
            #expect(reached >= number)
            #expect(try folder.contents().filter { !$0.key.hasPrefix(".martlet/operation") } == Self.files(reached))
            // What was done is known; the next is not.
            #expect(try workspace.apply(Self.patch(reached - 1), operation: "\(reached - 1)").wasAlreadyApplied)
            try workspace.forgetOperations()
            #expect(!folder.exists(".martlet"))
            number = reached
        }
        #expect(number > 25)
    }
}
