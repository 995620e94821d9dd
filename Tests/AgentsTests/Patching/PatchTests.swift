import Agents
import Foundation
import Foundations
import Glibc
import Testing

@Suite("Patches")
struct PatchTests {
    /// What a patch body makes of one file; "error: …" where it does not fit.
    private func patched(_ text: String, _ hunks: String) throws -> String {
        let folder = try TestFolder(["a.txt": text])
        do {
            _ = try folder.workspace.apply("*** Begin Patch\n*** Update File: a.txt\n\(hunks)\n*** End Patch")
        } catch {
            #expect(try folder.contents() == ["a.txt": text])
            return "error: \(error)"
        }
        return try folder.contents()["a.txt"] ?? ""
    }

    @Test("Lines are found exactly, then without trailing space, then trimmed, then with plain punctuation")
    func leniency() throws {
        #expect(try patched("one\ntwo\n", "-two\n+2") == "one\n2\n")
        #expect(try patched("one  \ntwo\t\n", " one\n-two\n+2") == "one  \n2\n")
        #expect(try patched("    one\n    two\n", " one\n-two\n+    2") == "    one\n    2\n")
        #expect(try patched("say “hi” – now\nx\n", " say \"hi\" - now\n-x\n+y") == "say “hi” – now\ny\n")
        // The better reading wins, though the other place comes first.
        #expect(try patched("  x\nx\n", "-x\n+y") == "  x\ny\n")
    }

    @Test("A header says after which line the lines are looked for")
    func headers() throws {
        let text = "class A:\n    def f():\n        pass\nclass B:\n    def f():\n        pass\n"
        #expect(
            try patched(text, "@@ class B:\n@@     def f():\n-        pass\n+        return")
                == "class A:\n    def f():\n        pass\nclass B:\n    def f():\n        return\n")
        #expect(
            try patched(text, "@@ class C:\n-        pass\n+x")
                == "error: 'a.txt': line 3 of the patch: the hunk does not fit: there is no line 'class C:' in the file"
        )
    }

    @Test("Lines are added after a header, at the end, or at the beginning")
    func additions() throws {
        #expect(try patched("a\nb\n", "@@ a\n+new") == "a\nnew\nb\n")
        #expect(try patched("a\nb\n", "+new") == "a\nb\nnew\n")
        #expect(try patched("a\nb\n", "@@\n+new\n a") == "new\na\nb\n")
        #expect(try patched("", "+new") == "new\n")
    }

    @Test("The end of the file is asked for by name")
    func endOfFile() throws {
        #expect(try patched("x\ny\nx\n", "-x\n+z\n*** End of File") == "x\ny\nz\n")
        #expect(try patched("x\ny\n", "-x\n+z\n*** End of File").hasPrefix("error: "))
        #expect(try patched("x\n", "@@ x\n+y\n*** End of File") == "x\ny\n")
    }

    @Test("Several hunks are found one after another, never twice in one place")
    func severalHunks() throws {
        #expect(try patched("x\nx\nx\n", "@@\n-x\n+1\n@@\n-x\n+2") == "1\n2\nx\n")
        #expect(
            try patched("b\na\n", "@@\n-a\n+1\n@@\n-b\n+2")
                == "error: 'a.txt': line 6 of the patch: hunk 2 of 2 does not fit: there is no line 'b' after line 2")
    }

    @Test("Line ends stay what they were")
    func lineEnds() throws {
        #expect(try patched("a\r\nb\r\n", "-b\n+c\n+d") == "a\r\nc\r\nd\r\n")
        #expect(try patched("a\nb", "-b\n+c") == "a\nc")
        #expect(try patched("a\r\nb\n", "-b\n+c") == "a\r\nc\n")
        #expect(try patched("a\n", "-a") == "")
    }

    @Test("An empty line at the end of a hunk is forgiven where the file has none")
    func emptyLine() throws {
        #expect(try patched("a\nb\n", "-b\n+c\n") == "a\nc\n")
        #expect(try patched("a\n\nb\n", "-a\n+c\n") == "c\n\nb\n")
    }

    @Test(
        "What is no patch is named with its line",
        arguments: [
            ("", "the patch is empty"), ("   \n\n", "the patch is empty"),
            ("hello", "line 1 of the patch: expected '*** Begin Patch', found 'hello'"),
            ("*** Begin Patch", "line 1 of the patch: the patch ends without '*** End Patch'"),
            ("*** Begin Patch\n*** End Patch", "the patch changes no file"),
            ("*** Begin Patch\n*** Update File: a.txt\n-a\n+b", "the patch ends without"),
            (
                "*** Begin Patch\n*** Update File: a.txt\n*** End Patch",
                "'a.txt': line 2 of the patch: the update has no lines"
            ),
            (
                "*** Begin Patch\n*** Update File: a.txt\n a\n*** End Patch",
                "line 3 of the patch: the hunk changes nothing"
            ),
            (
                "*** Begin Patch\n*** Update File: a.txt\n-a\nb\n*** End Patch",
                "line 4 of the patch: a line of an update begins"
            ),
            (
                "*** Begin Patch\n*** Add File: b.txt\nx\n*** End Patch",
                "line 3 of the patch: every line of an added file begins with '+'"
            ),
            ("*** Begin Patch\n*** Copy File: b.txt\n*** End Patch", "line 2 of the patch: expected '*** Add File: '"),
            (
                "*** Begin Patch\n*** Add File: b.txt\n+x\n*** End Patch\nrm -rf /",
                "line 5 of the patch: nothing may follow"
            ),
            (
                "*** Begin Patch\n*** Delete File: a.txt\n*** Update File: a.txt\n-a\n+b\n*** End Patch",
                "'a.txt': the patch names this file twice"
            ),
            (
                "*** Begin Patch\n*** Add File: b.txt\n+x\n*** Update File: a.txt\n*** Move to: b.txt\n*** End Patch",
                "'b.txt': the patch names this file twice"
            ),
            (
                "*** Begin Patch\n*** Add File: n\n+x\n*** Add File: n/m\n+x\n*** End Patch",
                "'n': the patch needs it as a file, and as a folder"
            ),
            (
                "*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch",
                "'a.txt': the file exists already; use '*** Update File: '"
            ),
            ("*** Begin Patch\n*** Add File: dir\n+x\n*** End Patch", "'dir' is a folder, not a file"),
            ("*** Begin Patch\n*** Add File: a.txt/x\n+x\n*** End Patch", "'a.txt/x' is a file, not a folder"),
            ("*** Begin Patch\n*** Update File: dir\n-a\n+x\n*** End Patch", "'dir' is a folder, not a file"),
            ("*** Begin Patch\n*** Delete File: dir\n*** End Patch", "'dir' is a folder, not a file"),
            ("*** Begin Patch\n*** Delete File: no.txt\n*** End Patch", "there is no file 'no.txt'"),
            (
                "*** Begin Patch\n*** Update File: a.txt\n-a\n+a\n*** End Patch",
                "'a.txt': the patch leaves the file as it is"
            ),
            (
                "*** Begin Patch\n*** Update File: a.txt\n*** Move to: dir/b.txt\n*** End Patch",
                "'dir/b.txt': the file exists already"
            ),
            ("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n", "line 3 of the patch: the hunk has fewer lines"),
            ("--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n-b\n+c\n", "line 5 of the patch: the hunk has other lines"),
            (
                "--- a/a.txt\n+++ b/a.txt\n@@ x @@\n-a\n+b\n",
                "line 3 of the patch: expected '@@ -LINE,COUNT +LINE,COUNT @@'"
            ),
            ("--- a/a.txt\n+++ b/a.txt\n@@ -1,99999999999999999999 +1 @@\n", "expected '@@ -LINE,COUNT"),
            ("--- a/a.txt\n+++ b/a.txt\n@@ -9,0 +10 @@\n+b\n", "the file has only 1 lines"),
            ("--- a/a.txt\n", "expected '+++ '"),
            ("diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 100755\n", "cannot be made"),
            (
                "diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+/etc/passwd\n",
                "files of mode '120000' cannot be made"
            ),
            ("--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n", "there is no line 'b'"),
        ])
    func errors(patch: String, reason: String) throws {
        let folder = try TestFolder(["a.txt": "a\n", "dir/b.txt": "b\n"])
        let before = try folder.contents()
        #expect {
            _ = try folder.workspace.apply(patch)
        } throws: { error in
            if !"\(error)".contains(reason) { Issue.record("\(error)") }
            return "\(error)".contains(reason)
        }
        #expect(try folder.contents() == before)
        #expect(!folder.exists(".martlet"))
    }

    @Test("A unified diff is applied as git writes it")
    func unified() throws {
        let folder = try TestFolder(["src/a.txt": "1\n2\n3\n4\n5\n", "old.txt": "x\n", "gone.txt": "g\n"])
        _ = try folder.workspace.apply(
            """
            diff --git a/src/a.txt b/src/a.txt
            index 0a1b2c3..4d5e6f7 100644
            --- a/src/a.txt
            +++ b/src/a.txt
            @@ -1,3 +1,4 @@ heading
             1
            -2
            +two
            +and a half
             3
            @@ -5 +6 @@
            -5
            +five
            \\ No newline at end of file
            diff --git a/gone.txt b/gone.txt
            deleted file mode 100644
            --- a/gone.txt
            +++ /dev/null
            @@ -1 +0,0 @@
            -g
            diff --git a/old.txt b/new.txt
            similarity index 100%
            rename from old.txt
            rename to new.txt
            diff --git a/dir/made.txt b/dir/made.txt
            new file mode 100644
            --- /dev/null
            +++ b/dir/made.txt
            @@ -0,0 +1,2 @@
            +m
            +n

            """)
        #expect(
            try folder.contents() == [
                "src/a.txt": "1\ntwo\nand a half\n3\n4\nfive", "new.txt": "x\n", "dir/made.txt": "m\nn\n",
            ])
    }

    @Test("Permissions stay, and what may not be written is not replaced")
    func permissions() throws {
        let folder = try TestFolder(["run.sh": "a\n", "fixed.txt": "a\n"])
        #expect(chmod(folder.file("run.sh").path, 0o750) == 0)
        #expect(chmod(folder.file("fixed.txt").path, 0o444) == 0)
        _ = try folder.workspace.apply("*** Begin Patch\n*** Update File: run.sh\n-a\n+b\n*** End Patch")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.file("run.sh").path)[.posixPermissions]
        #expect(mode as? Int == 0o750)
        #expect(throws: WorkspaceError.isReadOnly("fixed.txt")) {
            try folder.workspace.apply("*** Begin Patch\n*** Update File: fixed.txt\n-a\n+b\n*** End Patch")
        }
    }

    @Test("An operation that was completed is told again, not done again")
    func operations() async throws {
        let folder = try TestFolder(["a.txt": "x\n"])
        let tool = ApplyPatchTool(workspace: folder.workspace)
        let patch: JSONObject = ["patch": "*** Begin Patch\n*** Update File: a.txt\n-x\n+x\n+x\n*** End Patch"]
        let first = try await tool.run(patch, operation: "run-1/3")
        #expect(first == Observation("changed a.txt", changedPaths: ["a.txt"]))
        #expect(try await tool.run(patch, operation: "run-1/3") == first)
        #expect(try String(contentsOf: folder.file("a.txt"), encoding: .utf8) == "x\nx\n")
        #expect(try await tool.run(patch, operation: "run-1/4") == first)
        #expect(try String(contentsOf: folder.file("a.txt"), encoding: .utf8) == "x\nx\nx\n")
        let other: JSONObject = ["patch": "*** Begin Patch\n*** Delete File: a.txt\n*** End Patch"]
        #expect(
            try await tool.run(other, operation: "run-1/3").text
                == "error: the operation 'run-1/3' was another patch; nothing was changed")
        #expect(try await folder.run("list_files").text == "a.txt")
        try folder.workspace.forgetOperations()
        #expect(!folder.exists(".martlet"))
    }
}
