import Agents
import Foundation
import Foundations
import Glibc
import Testing

/// A workspace full of ways out, with a secret beside it.
struct HostileFolder {
    let folder: TestFolder
    static let secret = "SECRET-7c1f"

    init() throws {
        folder = try TestFolder(["a.txt": "plain\n", "dir/b.txt": "plain\n", "dir/deep/c.txt": "plain\n"])
        let outer = folder.outside.appending(path: "outer")
        try FileManager.default.createDirectory(at: outer, withIntermediateDirectories: true)
        try Data(Self.secret.utf8).write(to: outer.appending(path: "secret.txt"))
        try Data(("echo " + Self.secret).utf8).write(to: outer.appending(path: "secret.sh"))
        try folder.write(".git/config", Self.secret)
        func link(_ name: String, _ target: String) throws {
            guard symlink(target, folder.file(name).path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        try link("link-file", "../outer/secret.txt")
        try link("link-script.sh", "../outer/secret.sh")
        try link("link-dir", "../outer")
        try link("link-absolute", outer.path)
        try link("link-up", "..")
        try link("link-self", ".")
        try link("link-root", "/")
        try link("link-proc", "/proc/self/root")
        try link("link-fd", "/proc/self/fd")
        try link("link-zero", "/dev/zero")
        try link("link-inside", "a.txt")
        try link("link-dangling", "../outer/new.txt")
        try link("link-loop", "link-loop")
        try link("dir/link-out", "../../outer")
        guard Glibc.link(outer.path + "/secret.txt", folder.file("hard.txt").path) == 0,
            Glibc.link(outer.path + "/secret.sh", folder.file("hard.sh").path) == 0,
            mkfifo(folder.file("fifo").path, 0o600) == 0, mkfifo(folder.file("fifo.sh").path, 0o600) == 0
        else { throw CocoaError(.fileWriteUnknown) }
        try Self.bindSocket(folder.file("socket").path)
    }

    private static func bindSocket(_ path: String) throws {
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        // Addresses of sockets are short: the folder of the test may be too long for one.
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < 100 else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        guard result == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Everything outside and inside, to see that nothing changed.
    func picture() throws -> [String: String] {
        var picture = try folder.contents()
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.outside.path) {
            let file = folder.outside.appending(path: path)
            var status = stat()
            guard lstat(file.path, &status) == 0 else { continue }
            picture["/" + path] = "\(status.st_mode) \(status.st_nlink) \(status.st_size)"
        }
        return picture
    }
}

@Suite("Hostile paths")
struct HostilePathTests {
    /// Paths that lead out, hide what they say, or name what is no plain file.
    static let paths: [String] = [
        // Upwards.
        "..", "../", "../outer/secret.txt", "../../etc/passwd", "a/../../outer/secret.txt",
        "dir/../../outer/secret.txt",
        "dir/..", "dir/../a.txt", "./../outer/secret.txt", "././../outer/secret.txt", "dir/./../../outer/secret.txt",
        "..//outer/secret.txt", "dir/deep/../../../outer/secret.txt", ".../../outer", "dir/.. /secret.txt",
        // Absolute.
        "/etc/passwd", "//etc/passwd", "/", "/proc/self/root/etc/passwd", "/proc/self/environ", "/proc/self/fd/0",
        "/dev/stdin", "~/.ssh/id_rsa", "$HOME/x", "file:///etc/passwd", "C:\\Windows\\win.ini", "..\\outer\\secret.txt",
        // Empty parts, dots and slashes at the end.
        "", "./", "dir//b.txt", "a.txt/", "dir/", "dir/.", "a.txt/.", "dir/./b.txt", "//", "a.txt/b",
        // Links.
        "link-file", "link-script.sh", "link-dir/secret.txt", "link-dir/secret.sh", "link-absolute/secret.txt",
        "link-up/outer/secret.txt", "link-up", "link-self/a.txt", "link-self/link-self/link-up/outer/secret.txt",
        "link-root/etc/passwd", "link-proc/etc/passwd", "link-fd/0", "link-zero", "link-inside", "link-dangling",
        "link-loop", "link-loop/x", "dir/link-out/secret.txt", "link-dir",
        // Other names of files outside, and what is no file.
        "hard.txt", "hard.sh", "fifo", "fifo.sh", "socket", "dir", "dir/deep",
        // Names that hide something.
        "a.txt\n../x", "a\u{0}.txt", "\u{0}", "a.txt\u{200B}", "\u{202E}txt.a", "a\u{2066}.txt", "\u{FEFF}a.txt",
        "a\u{00AD}.txt", "a\u{7F}.txt", "\u{1B}[2Ka.txt", "a\rb", "a\u{2028}b", "a\u{E0041}.txt", "dir/\u{3164}",
        // Reserved.
        ".git/config", ".git", ".GIT/config", ".Git/hooks/pre-commit", "dir/.git/config", ".martlet/patch.json",
        ".martlet", ".martlet-0-0.new", ".MARTLET/x",
        // Long.
        String(repeating: "a", count: 5_000), String(repeating: "a", count: 256),
        String(repeating: "a/", count: 3_000) + "b", String(repeating: "../", count: 500) + "etc/passwd",
        String(repeating: "é", count: 130), "dir/" + String(repeating: "b", count: 300),
    ]

    @Test("There are at least 60 of them")
    func count() { #expect(Set(Self.paths).count >= 60) }

    @Test("Reading, running and patching get nowhere", arguments: [false, true])
    func nowhere(byParts: Bool) async throws {
        let hostile = try HostileFolder()
        let workspace = try Workspace(
            opening: hostile.folder.url, durability: .process, opensByParts: byParts, faults: nil)
        let tools = WorkspaceTools.all(
            workspace: workspace, testRunner: SandboxedTestRunner(allowsUnsandboxed: true))
        let before = try hostile.picture()
        for path in Self.paths {
            let isHarmlessFolder = ["", "./", "dir", "dir/deep"].contains(path)
            for (name, arguments) in Self.calls(path) {
                if ["list_files", "search_files"].contains(name), isHarmlessFolder { continue }
                let seen = try await hostile.folder.run(name, arguments, tools)
                #expect(seen.isError, "\(name) \(path.debugDescription): \(seen.text)")
                #expect(seen.text.hasPrefix("error: "), "\(name) \(path.debugDescription)")
                #expect(!seen.text.contains(HostileFolder.secret), "\(name) \(path.debugDescription)")
                #expect(!seen.text.contains("root:"), "\(name) \(path.debugDescription)")
                #expect(seen.text.utf8.count < 1_000, "\(name) \(path.debugDescription)")
                #expect(seen.changedPaths.isEmpty)
            }
            #expect(try hostile.picture() == before, "\(path.debugDescription)")
        }
    }

    /// Every call that takes a path, also inside patches.
    static func calls(_ path: String) -> [(String, JSONObject)] {
        func patch(_ body: String) -> (String, JSONObject) {
            ("apply_patch", ["patch": .string("*** Begin Patch\n\(body)\n*** End Patch")])
        }
        var calls: [(String, JSONObject)] = ["read_file", "list_files", "run_tests"].map {
            ($0, ["path": .string(path)])
        }
        calls.append(("search_files", ["query": .string(HostileFolder.secret), "path": .string(path)]))
        // A line feed ends a patch's path: what is left of it is another path.
        if !path.contains(where: \.isNewline) {
            let good = "*** Update File: a.txt\n-plain\n+changed\n"
            calls += [
                patch(good + "*** Update File: \(path)\n-\(HostileFolder.secret)\n+x"),
                patch(good + "*** Delete File: \(path)"), patch("*** Delete File: \(path)"),
                patch("*** Update File: a.txt\n*** Move to: \(path)/../../new\n-plain\n+x"),
                patch("*** Update File: \(path)\n*** Move to: stolen.txt"),
                ("apply_patch", ["patch": .string("--- a/\(path)\n+++ b/\(path)\n@@ -1 +1 @@\n-plain\n+x\n")]),
            ]
            // Some of them are names that a new file may have.
            if (try? WorkspacePath(path)) == nil || path.hasPrefix("link") {
                calls += [patch(good + "*** Add File: \(path)\n+x"), patch("*** Add File: \(path)\n+x")]
            }
        }
        return calls
    }

    @Test("Searching and listing stay inside")
    func inside() async throws {
        let hostile = try HostileFolder()
        let found = try await hostile.folder.run("search_files", ["query": .string(HostileFolder.secret)])
        #expect(!found.text.contains("echo"))
        #expect(!found.text.contains(HostileFolder.secret))
        #expect(found.text.hasPrefix("no matches\n"))
        let listed = try await hostile.folder.run("list_files").text
        #expect(listed.hasPrefix("a.txt\ndir/b.txt\ndir/deep/c.txt\nhard.sh\nhard.txt\n(left out: "), "\(listed)")
    }

    @Test("Names that are no UTF-8 or hide something are counted, not shown")
    func unnamable() async throws {
        let folder = try TestFolder(["a.txt": ""])
        for bytes: [UInt8] in [[0x62, 0xFF], [0x63, 0x0A, 0x64], Array("x\u{202E}".utf8)] {
            let path = Array(folder.url.path.utf8) + [0x2F] + bytes + [0]
            let descriptor = path.withUnsafeBytes { open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT, 0o600) }
            #expect(descriptor >= 0)
            close(descriptor)
        }
        #expect(
            try await folder.run("list_files").text == "a.txt\n(left out: 3 names with hidden characters)")
    }

    @Test("A workspace that vanishes is an error of its own")
    func vanished() async throws {
        let folder = try TestFolder(["a.txt": "x"])
        try FileManager.default.removeItem(at: folder.url)
        let tools = WorkspaceTools.all(
            workspace: folder.workspace, testRunner: SandboxedTestRunner(allowsUnsandboxed: true))
        let patch = "*** Begin Patch\n*** Add File: b.txt\n+x\n*** End Patch"
        for (name, arguments): (String, JSONObject) in [
            ("list_files", [:]), ("read_file", ["path": "a.txt"]), ("search_files", ["query": "x"]),
            ("apply_patch", ["patch": .string(patch)]), ("run_tests", ["path": "a.sh"]),
        ] {
            let seen = try await folder.run(name, arguments, tools)
            #expect(seen.isError)
            #expect(seen.text.contains("is no longer there"), "\(name): \(seen.text)")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.url.path))
    }

    @Test("Two runs cannot claim one workspace, and a patch waits for no one")
    func busy() throws {
        let folder = try TestFolder(["a.txt": "x\n"])
        let other = try Workspace(opening: folder.url, durability: .process)
        let patch = "*** Begin Patch\n*** Update File: a.txt\n-x\n+y\n*** End Patch"
        do {
            let claim = try folder.workspace.claimed()
            defer { withExtendedLifetime(claim) {} }
            #expect(throws: WorkspaceError.busy(folder.url.path)) { try other.claimed() }
            #expect(throws: WorkspaceError.busy(folder.url.path)) { try other.apply(patch) }
            _ = try folder.workspace.apply(patch)
        }
        _ = try other.claimed()
    }

    @Test("Folders that are swapped for links while they are read lead nowhere", arguments: [false, true])
    func swap(byParts: Bool) async throws {
        let folder = try TestFolder(["d/f.txt": "inside\n"])
        let outer = folder.outside.appending(path: "outer")
        try FileManager.default.createDirectory(at: outer, withIntermediateDirectories: true)
        try Data("outside\n".utf8).write(to: outer.appending(path: "f.txt"))
        #expect(symlink("../outer", folder.file("link").path) == 0)
        let workspace = try Workspace(opening: folder.url, durability: .process, opensByParts: byParts, faults: nil)
        let swapper = Swapper(folder.url.path)
        swapper.start()
        let path = try WorkspacePath("d/f.txt")
        var insideCount = 0
        for _ in 0..<10_000 {
            if let bytes = try? workspace.bytes(of: path, limit: 100) {
                #expect(String(decoding: bytes, as: UTF8.self) == "inside\n")
                insideCount += 1
            }
        }
        for number in 0..<300 {
            let patch = """
                *** Begin Patch
                *** Add File: d/new\(number).txt
                +x
                *** End Patch
                """
            _ = try? workspace.apply(patch)
            _ = try? workspace.files()
        }
        swapper.stop()
        #expect(insideCount > 0)
        #expect(swapper.count > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: outer.path) == ["f.txt"])
        #expect(try String(contentsOf: outer.appending(path: "f.txt"), encoding: .utf8) == "outside\n")
    }
}
