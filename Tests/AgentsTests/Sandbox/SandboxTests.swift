import Agents
import Foundation
import Foundations
import Glibc
import Testing

@Suite("Sandbox", .enabled(if: !TestRunnerTests.tiers.isEmpty))
struct SandboxTests {
    let folder: TestFolder
    let secret: URL

    init() throws {
        folder = try TestFolder()
        secret = folder.outside.appending(path: "secret.txt")
        try Data("SECRET".utf8).write(to: secret)
    }

    private func run(
        _ script: String, _ tier: SandboxTier?, name: String = "test.sh", policy: SandboxPolicy = SandboxPolicy()
    ) async throws -> Observation {
        try folder.write(name, script)
        let runner = SandboxedTestRunner(tier: tier, policy: policy)
        let tools = WorkspaceTools.all(
            workspace: folder.workspace, limits: ToolLimits(testSeconds: 20), testRunner: runner)
        return try await folder.run("run_tests", ["path": .string(name)], tools)
    }

    @Test("A test writes in the workspace and in its temporary folder", arguments: TestRunnerTests.tiers)
    func allowed(tier: SandboxTier) async throws {
        let seen = try await run(
            """
            set -e
            mkdir -p out/deep; echo x > out/deep/f; mv out/deep/f out/g; rm -r out/deep; ln -s g out/link
            echo y > "$TMPDIR/t"; cat "$TMPDIR/t" out/g; echo "$TMPDIR" > out/where
            printf '#!/bin/sh\\necho ran\\n' > out/run.sh; /bin/sh out/run.sh; : > /dev/null
            """, tier)
        #expect(seen == Observation("passed\ny\nx\nran", exitStatus: 0))
        let temporary = try String(contentsOf: folder.file("out/where"), encoding: .utf8).dropLast()
        #expect(!FileManager.default.fileExists(atPath: String(temporary)))
    }

    @Test("A test reads and writes nothing outside", arguments: TestRunnerTests.tiers)
    func outside(tier: SandboxTier) async throws {
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.outside.path).sorted()
        for command in [
            "cat '\(secret.path)'", "echo x > '\(secret.path)'", "echo x >> '\(secret.path)'",
            ": > '\(secret.path)'", "rm '\(secret.path)'", "mv '\(secret.path)' stolen",
            "mv '\(secret.path)' '\(secret.path)2'",
            "ln '\(secret.path)' hard && cat hard", "ln -s '\(secret.path)' soft && cat soft",
            "echo x > '\(folder.outside.path)/new.txt'", "mkdir '\(folder.outside.path)/new'",
            "chmod 777 '\(secret.path)'", "chown 1:1 '\(secret.path)'", "touch -d 2001-01-01 '\(secret.path)'",
            "ls '\(folder.outside.path)'", "cat ../secret.txt", "echo x > /etc/martlet-test",
            "echo x > /usr/martlet-test",
            "cat /etc/shadow", "ls /root", "ls /home/*", "cat /proc/1/environ", "mount -t tmpfs none /mnt",
            "unshare -U true", "unshare -r true", "chmod 700 /usr",
        ] {
            let seen = try await run("( \(command) ) 2>/dev/null && exit 0; exit 7", tier)
            // Bubblewrap shows another world, in which some of this succeeds and means nothing.
            let isElsewhere =
                tier == .bubblewrap && ["unshare", "cat /proc/1", "ls"].contains { command.hasPrefix($0) }
            #expect(seen.exitStatus == 7 || isElsewhere, "\(command): \(seen.text)")
            #expect(!seen.text.contains("SECRET"), "\(command)")
            #expect(try String(contentsOf: secret, encoding: .utf8) == "SECRET")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.outside.path).sorted() == before)
        let date = try FileManager.default.attributesOfItem(atPath: secret.path)[.modificationDate] as? Date
        #expect(date.map { $0 > Date(timeIntervalSince1970: 1_500_000_000) } == true)
    }

    @Test(
        "A test has no network and reaches no other program",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/python3")), arguments: TestRunnerTests.tiers)
    func network(tier: SandboxTier) async throws {
        let victim = Process()
        victim.executableURL = URL(filePath: "/bin/sleep")
        victim.arguments = ["1000"]
        try victim.run()
        // Dispatch starts its threads, and with them this program, deaf to gentler signals.
        defer { kill(victim.processIdentifier, SIGKILL) }
        let seen = try await run(
            """
            import os, socket
            def blocked(action):
                try:
                    action()
                except OSError:
                    return True
                return False
            def connect(host):
                with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
                    s.settimeout(2)
                    s.connect((host, 53))
            print(blocked(lambda: connect("192.0.2.1")), blocked(lambda: connect("127.0.0.1")),
                  blocked(lambda: os.kill(\(victim.processIdentifier), 0)),
                  blocked(lambda: os.kill(\(ProcessInfo.processInfo.processIdentifier), 0)))
            """, tier, name: "test.py")
        // Landlock fences signals from its version 6 on.
        let isFenced = tier == .bubblewrap || SandboxFacts.current.landlockVersion >= 6
        #expect(seen.text == (isFenced ? "passed\nTrue True True True" : "passed\nTrue True False False"))
        #expect(victim.isRunning)
    }

    @Test("Version control is kept from tests", arguments: TestRunnerTests.tiers + [nil])
    func versionControl(tier: SandboxTier?) async throws {
        try folder.write(".git/config", "theirs")
        try folder.write("sub/.git/config", "theirs")
        try folder.write("sub/code.txt", "old")
        let seen = try await run(
            """
            { echo x > .git/config; } 2>/dev/null && exit 1
            { mkdir .git/hooks; } 2>/dev/null && exit 2
            { echo x > sub/.git/config; } 2>/dev/null && exit 3
            { rm -rf .git sub/.git; } 2>/dev/null && exit 4
            { mv .git moved; } 2>/dev/null && exit 5
            echo new > sub/code.txt
            """, tier)
        #expect(seen.text == "passed", "\(seen.text)")
        #expect(try String(contentsOf: folder.file(".git/config"), encoding: .utf8) == "theirs")
        #expect(try String(contentsOf: folder.file("sub/.git/config"), encoding: .utf8) == "theirs")
        #expect(try String(contentsOf: folder.file("sub/code.txt"), encoding: .utf8) == "new\n")
    }

    @Test("A workspace with files that have other names outside runs no tests, unless that is allowed")
    func hardLinks() async throws {
        #expect(link(secret.path, folder.file("hard.txt").path) == 0)
        let seen = try await run("echo x > hard.txt", nil)
        #expect(seen.isError)
        #expect(seen.text.contains("tests are not run: a test could change a file outside: 'hard.txt'"))
        #expect(try String(contentsOf: secret, encoding: .utf8) == "SECRET")
        #expect(try await run("true", nil, policy: SandboxPolicy(allowsHardLinks: true)).text == "passed")
    }

    @Test("A test that writes a file without end is stopped", arguments: TestRunnerTests.tiers)
    func endlessFile(tier: SandboxTier) async throws {
        let seen = try await run("cat /dev/zero > big", tier, policy: SandboxPolicy(fileBytes: 1 << 20))
        #expect(seen.exitStatus != 0)
        #expect(try Data(contentsOf: folder.file("big")).count == 1 << 20)
    }

    @Test("The facts say which tier is in force")
    func facts() {
        let facts = SandboxFacts.current
        #expect(facts.lines.count == 4)
        #expect(facts.tier != .none)
        var bare = facts
        bare.landlockVersion = 0
        bare.bubblewrapWorks = false
        #expect(bare.tier == .none)
        #expect(bare.lines.last?.hasPrefix("no sandbox") == true)
    }
}
