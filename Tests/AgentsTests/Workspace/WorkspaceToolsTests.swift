import Agents
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Workspace tools")
struct WorkspaceToolsTests {
    let folder: TestFolder

    init() throws {
        folder = try TestFolder([
            "a.txt": "first\nsecond line\n", "src/shop.py": "def price():\n    return 10\n", "src/empty.txt": "",
        ])
    }

    @Test("Files are listed in the order of their bytes, without version control and records")
    func list() async throws {
        try folder.write(".git/config", "secret")
        try folder.write(".martlet/x", "secret")
        try folder.write("src/a b.txt", "")
        #expect(try await folder.run("list_files").text == "a.txt\nsrc/a b.txt\nsrc/empty.txt\nsrc/shop.py")
        #expect(
            try await folder.run("list_files", ["path": "src"]).text == "src/a b.txt\nsrc/empty.txt\nsrc/shop.py")
        #expect(try await folder.run("list_files", ["path": "."]).text.hasPrefix("a.txt\n"))
    }

    @Test("A folder without files says so")
    func listNothing() async throws {
        let empty = try TestFolder([:])
        #expect(try await empty.run("list_files").text == "no files")
        #expect(try await empty.run("search_files", ["query": "x"]).text == "no matches")
    }

    @Test("A file is read whole; a missing one, a folder and one that is no text are named errors")
    func read() async throws {
        try folder.write("bytes.bin", [0x61, 0xFF, 0x62])
        #expect(try await folder.run("read_file", ["path": "a.txt"]) == Observation("first\nsecond line\n"))
        #expect(
            try await folder.run("read_file", ["path": "x"])
                == Observation("error: there is no file 'x'", isError: true))
        #expect(
            try await folder.run("read_file", ["path": "src"]).text == "error: 'src' is a folder, not a file")
        #expect(
            try await folder.run("read_file", ["path": "bytes.bin"]).text
                == "error: 'bytes.bin' is no text: byte 1 is no UTF-8")
    }

    @Test("A long file keeps both ends, whole characters, and says how much is missing")
    func readLong() async throws {
        let text = String(repeating: "é", count: 100)
        try folder.write("long.txt", text)
        let tools = WorkspaceTools.all(workspace: folder.workspace, limits: ToolLimits(observationBytes: 25))
        let shown = try await folder.run("read_file", ["path": "long.txt"], tools).text
        let ends = String(repeating: "é", count: 6)
        #expect(shown == ends + "\n[... 176 bytes left out ...]\n" + ends)
    }

    @Test("Lines that contain the text are found with path and number")
    func search() async throws {
        try folder.write("b.txt", "x\r\nsecond second\r\n\r\n  second")
        #expect(
            try await folder.run("search_files", ["query": "second"]).text
                == "a.txt:2: second line\nb.txt:2: second second\nb.txt:4:   second")
        #expect(try await folder.run("search_files", ["query": ""]).isError)
        #expect(try await folder.run("search_files", ["query": "a\nb"]).isError)
    }

    @Test("A search in one file, or below one folder, says nothing of the others; what is not there is an error")
    func searchBelow() async throws {
        try folder.write("b.txt", "second\n")
        try folder.write("sub/deep/c.txt", "a second\n")
        func search(_ path: String) async throws -> Observation {
            try await folder.run("search_files", ["query": "second", "path": .string(path)])
        }
        #expect(try await search("b.txt").text == "b.txt:1: second")
        #expect(try await search("sub").text == "sub/deep/c.txt:1: a second")
        #expect(try await search("sub/deep/c.txt").text == "sub/deep/c.txt:1: a second")
        #expect(try await folder.run("search_files", ["query": "third", "path": "b.txt"]).text == "no matches")
        let all = try await folder.run("search_files", ["query": "second"]).text
        for path in ["", ".", "./"] { #expect(try await search(path).text == all) }
        for path in ["c.txt", "sub/none", "none/c.txt"] {
            #expect(try await search(path).text == "error: there is no file '\(path)'")
        }
        #expect(try await search("b.txt/c").isError)
        #expect(try await folder.run("search_files", ["query": "x", "path": 3]).isError)
    }

    @Test("Lines after those that are found are shown once, as far as the file goes")
    func searchWithLinesAfter() async throws {
        try folder.write("c.txt", "a one\r\nb\na two\nc\nd\na three\n")
        func search(_ count: JSONValue) async throws -> String {
            try await folder.run("search_files", ["query": "a ", "path": "c.txt", "lines_after": count]).text
        }
        #expect(try await search(0) == "c.txt:1: a one\nc.txt:3: a two\nc.txt:6: a three")
        let all = ["1: a one", "2: b", "3: a two", "4: c", "5: d", "6: a three"].map { "c.txt:" + $0 }
        #expect(try await search(1) == (all[0...3] + all[5...]).joined(separator: "\n"))
        for count: JSONValue in [2, 20] { #expect(try await search(count) == all.joined(separator: "\n")) }
        for count: JSONValue in [-1, 21, "2"] { #expect(try await search(count).hasPrefix("error: lines_after")) }
    }

    @Test("A patch changes all of its files and names them")
    func patch() async throws {
        let patch = """
            *** Begin Patch
            *** Update File: src/shop.py
            @@ def price():
            -    return 10
            +    return 12
            *** Add File: new/deep/b.txt
            +hello
            *** Delete File: src/empty.txt
            *** Update File: a.txt
            *** Move to: c.txt
            @@
             first
            -second line
            +2nd line
            *** End Patch
            """
        let seen = try await folder.run("apply_patch", ["patch": .string(patch)])
        #expect(!seen.isError)
        #expect(
            seen.text
                == "changed src/shop.py\nchanged new/deep/b.txt\nchanged src/empty.txt\nchanged c.txt\nchanged a.txt")
        #expect(
            try folder.contents() == [
                "src/shop.py": "def price():\n    return 12\n", "new/deep/b.txt": "hello\n",
                "c.txt": "first\n2nd line\n",
            ])
        #expect(!folder.exists(".martlet"))
    }

    @Test("A patch of which one file does not fit changes none")
    func halfPatch() async throws {
        let before = try folder.contents()
        let patch = """
            *** Begin Patch
            *** Update File: a.txt
            -first
            +1st
            *** Update File: src/shop.py
            -    return 11
            +    return 12
            *** End Patch
            """
        let seen = try await folder.run("apply_patch", ["patch": .string(patch)])
        #expect(
            seen.text == "error: 'src/shop.py': line 6 of the patch: the hunk does not fit: there is no line "
                + "'    return 11' in the file; nothing was changed")
        #expect(try folder.contents() == before)
    }

    @Test("Definitions have the names, required arguments and tiers that were agreed on")
    func definitions() throws {
        let tools = WorkspaceTools.all(workspace: folder.workspace)
        #expect(
            tools.map(\.definition.name) == ["list_files", "read_file", "search_files", "calculate", "apply_patch"])
        #expect(tools.map(\.tier) == [.readOnly, .readOnly, .readOnly, .readOnly, .patch])
        #expect(
            tools[1].definition.parameters.serialized()
                == #"{"type":"object","properties":{"path":{"type":"string","description":"The file's path."}},"#
                + #""required":["path"],"additionalProperties":false}"#)
    }
}
