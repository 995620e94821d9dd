import Agents
import Foundation
import Foundations
import Synchronization
import Glibc
import Testing

@Suite("Interrupted patches")
struct PatchCrashTests {
    private struct Crash: Error {}

    private static let files = ["a.txt": "a\n", "dir/b.txt": "b\n", "gone.txt": "g\n", "from.txt": "m\n"]
    private static let patch = """
        *** Begin Patch
        *** Update File: a.txt
        -a
        +A
        *** Add File: new/deep/n.txt
        +n
        *** Delete File: gone.txt
        *** Update File: dir/b.txt
        -b
        +B
        *** Update File: from.txt
        *** Move to: other/to.txt
        *** End Patch
        """
    private static let after = [
        "a.txt": "A\n", "dir/b.txt": "B\n", "new/deep/n.txt": "n\n", "other/to.txt": "m\n",
    ]

    /// A workspace in whose step `step`, counted from 0, something happens; the count of steps that it takes.
    private func workspace(
        _ folder: TestFolder, failing step: Int?, _ error: any Error, durability: Durability = .process
    ) throws -> (Workspace, () -> Int) {
        let count = CrashCounter()
        let workspace = try Workspace(
            opening: folder.url, durability: durability, opensByParts: false,
            faults: { _ in
                if count.next() == step { throw error }
            })
        return (workspace, { count.value })
    }

    private func visible(_ folder: TestFolder) throws -> [String: String] {
        try folder.contents().filter { !$0.key.hasPrefix(".martlet/operation") }
    }

    private func stepCount() throws -> Int {
        let folder = try TestFolder(Self.files)
        let (whole, count) = try workspace(folder, failing: nil, Crash())
        _ = try whole.apply(Self.patch, operation: "o")
        #expect(try visible(folder) == Self.after)
        return count()
    }

    @Test(
        "A crash at any step leaves all or nothing once the workspace is opened again",
        arguments: [Durability.process, .power])
    func crash(durability: Durability) throws {
        let steps = try stepCount()
        #expect(steps > 20)
        var sawBefore = false
        var sawAfter = false
        for step in 0..<steps {
            let folder = try TestFolder(Self.files)
            let (crashing, _) = try workspace(folder, failing: step, Crash(), durability: durability)
            #expect(throws: Crash.self) { try crashing.apply(Self.patch, operation: "o") }
            let opened = try Workspace(opening: folder.url, durability: .process)
            let found = try visible(folder)
            #expect(found == Self.files || found == Self.after, "step \(step): \(found)")
            sawBefore = sawBefore || found == Self.files
            sawAfter = sawAfter || found == Self.after
            if found == Self.files {
                #expect(!folder.exists("new") && !folder.exists("other") && !folder.exists(".martlet"))
            }
            // Whoever resumes asks again, and gets the same answer whether or not it was done.
            let again = try opened.apply(Self.patch, operation: "o")
            #expect(again.wasAlreadyApplied == (found == Self.after))
            #expect(
                again.changedPaths.map(\.text)
                    == ["a.txt", "new/deep/n.txt", "gone.txt", "dir/b.txt", "other/to.txt", "from.txt"])
            #expect(try visible(folder) == Self.after)
        }
        #expect(sawBefore && sawAfter)
    }

    @Test("A crash at any step of the recovery of a crash at any step is recovered from")
    func doubleCrash() throws {
        for step in 0..<(try stepCount()) {
            for second in 0..<40 {
                let folder = try TestFolder(Self.files)
                let (crashing, _) = try workspace(folder, failing: step, Crash())
                #expect(throws: Crash.self) { try crashing.apply(Self.patch, operation: "o") }
                let (_, count) = (try? workspace(folder, failing: second, Crash())) ?? (crashing, { Int.max })
                _ = try Workspace(opening: folder.url, durability: .process)
                let found = try visible(folder)
                #expect(found == Self.files || found == Self.after, "steps \(step), \(second): \(found)")
                // The recovery had fewer steps: later ones are the same case again.
                if count() <= second { break }
            }
        }
    }

    @Test("A step that fails is undone at once, or finished at the next opening where the files are in place")
    func failure() throws {
        let failure = WorkspaceError.system(operation: "write", path: "x", errorNumber: ENOSPC)
        for step in 0..<(try stepCount()) {
            let folder = try TestFolder(Self.files)
            let (failing, _) = try workspace(folder, failing: step, failure)
            var thrown: (any Error)?
            do { _ = try failing.apply(Self.patch, operation: "o") } catch { thrown = error }
            if thrown as? WorkspaceError == failure {
                #expect(try visible(folder) == Self.files, "step \(step)")
            } else {
                guard case .unfinishedPatch = thrown as? WorkspaceError else {
                    Issue.record("step \(step): \(String(describing: thrown))")
                    continue
                }
                _ = try Workspace(opening: folder.url, durability: .process)
                let found = try visible(folder)
                #expect(found == Self.after || found == Self.files, "step \(step): \(found)")
            }
        }
    }

    @Test("A file that others change while it is patched keeps what they wrote")
    func changedMeanwhile() throws {
        let folder = try TestFolder(Self.files)
        let file = folder.file("dir/b.txt")
        let workspace = try Workspace(
            opening: folder.url, durability: .process, opensByParts: false,
            faults: { step in
                if step == "keep the old dir/b.txt" { try Data("theirs\n".utf8).write(to: file) }
            })
        #expect(throws: PatchError.self) { try workspace.apply(Self.patch) }
        var expected = Self.files
        expected["dir/b.txt"] = "theirs\n"
        #expect(try folder.contents() == expected)
    }

    @Test("A file that appears where a patch adds one stays")
    func appeared() throws {
        let folder = try TestFolder(Self.files)
        let file = folder.file("new/deep/n.txt")
        let workspace = try Workspace(
            opening: folder.url, durability: .process, opensByParts: false,
            faults: { step in
                if step == "put new/deep/n.txt in place" { try Data("theirs\n".utf8).write(to: file) }
            })
        #expect(throws: WorkspaceError.exists("new/deep/n.txt")) { try workspace.apply(Self.patch) }
        var expected = Self.files
        expected["new/deep/n.txt"] = "theirs\n"
        #expect(try folder.contents() == expected)
    }

    @Test(
        "A forged record leads nowhere",
        arguments: [
            "", "{}", "[1]",
            #"{"state":"committing","tag":"0123456789abcdef","digest":"x","folders":[],"changes":[{"path":"../a","old":true,"new":false}]}"#,
            #"{"state":"preparing","tag":"0123456789abcdef","digest":"x","folders":["/etc"],"changes":[]}"#,
            #"{"state":"undoing","tag":"../../../x","digest":"x","folders":[],"changes":[]}"#,
            #"{"state":"preparing","tag":"0123456789abcdef","digest":"x","folders":[".git"],"changes":[]}"#,
        ])
    func forged(record: String) throws {
        let folder = try TestFolder(Self.files)
        try folder.write(".martlet/patch.json", record)
        let before = try folder.contents()
        #expect {
            _ = try Workspace(opening: folder.url, durability: .process)
        } throws: { error in
            if case .unfinishedPatch = error as? WorkspaceError { true } else { false }
        }
        #expect(try folder.contents() == before)
    }
}

/// Counts calls.
private final class CrashCounter: Sendable {
    private let count = Mutex(0)

    /// How often ``next()`` was called.
    var value: Int { count.withLock { $0 } }

    /// The number of this call, from 0.
    func next() -> Int {
        count.withLock { count in
            defer { count += 1 }
            return count
        }
    }
}
