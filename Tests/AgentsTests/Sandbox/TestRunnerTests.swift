import Agents
import Foundation
import Foundations
import Testing

@Suite("Running tests")
struct TestRunnerTests {
    let folder: TestFolder

    init() throws { folder = try TestFolder() }

    /// What `run_tests` answers for a script of that text.
    private func run(
        _ script: String, name: String = "test.sh", tier: SandboxTier? = nil, limits: ToolLimits = ToolLimits(),
        policy: SandboxPolicy = SandboxPolicy(), allowsUnsandboxed: Bool = true
    ) async throws -> Observation {
        try folder.write(name, script)
        let runner = SandboxedTestRunner(tier: tier, policy: policy, allowsUnsandboxed: allowsUnsandboxed)
        let tools = WorkspaceTools.all(workspace: folder.workspace, limits: limits, testRunner: runner)
        return try await folder.run("run_tests", ["path": .string(name)], tools)
    }

    /// The tiers that this machine offers.
    static let tiers: [SandboxTier] =
        (SandboxFacts.current.landlockWorks ? [.landlock] : [])
        + (SandboxFacts.current.bubblewrapWorks ? [.bubblewrap] : [])

    @Test("A test that passes and one that fails say so on the first line", arguments: tiers + [.none])
    func outcomes(tier: SandboxTier) async throws {
        #expect(try await run("echo well; exit 0", tier: tier) == Observation("passed\nwell", exitStatus: 0))
        #expect(try await run("true", tier: tier) == Observation("passed", exitStatus: 0))
        #expect(
            try await run("echo bad >&2; exit 3", tier: tier)
                == Observation("failed with exit status 3\nbad", exitStatus: 3))
    }

    @Test(
        "A Python program is run where Python is",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/python3")), arguments: tiers)
    func python(tier: SandboxTier) async throws {
        try folder.write("shop.py", "def price():\n    return 12\n")
        let seen = try await run(
            "import shop, os\nassert shop.price() == 12\nprint(sorted(os.listdir('.')))", name: "test_shop.py",
            tier: tier)
        #expect(seen == Observation("passed\n['shop.py', 'test_shop.py']", exitStatus: 0))
    }

    @Test("A signal that ends a test is told as shells tell it", arguments: tiers)
    func signals(tier: SandboxTier) async throws {
        #expect(try await run("kill -TERM $$", tier: tier).text == "failed with exit status 143")
    }

    @Test("A test works in the workspace, with an empty input and an environment of its own")
    func surroundings() async throws {
        let seen = try await run("cat; env | cut -d= -f1 | sort | tr '\\n' ' '; echo; ls")
        #expect(
            seen.text.hasPrefix("passed\nHOME LANG LC_ALL "), "\(seen.text)")
        #expect(seen.text.hasSuffix("TMPDIR TZ \ntest.sh"), "\(seen.text)")
        #expect(!seen.text.contains("LD_PRELOAD"))
    }

    @Test("A test that hangs is stopped, with all that it started")
    func hanging() async throws {
        let limits = ToolLimits(testSeconds: 0.3)
        let seen = try await run("echo begun; sleep 1000 & sleep 1000", limits: limits)
        #expect(seen == Observation("error: the test 'test.sh' was stopped after 0.3 s\nbegun", isError: true))
    }

    @Test("What a test leaves behind ends with it", arguments: tiers)
    func leftBehind(tier: SandboxTier) async throws {
        let seen = try await run(
            "(trap '' HUP TERM; while :; do echo x >> alive; done) & sleep 0.1; echo left", tier: tier)
        #expect(seen.text == "passed\nleft")
        let size = try Data(contentsOf: folder.file("alive")).count
        try await Task.sleep(for: .milliseconds(20))
        #expect(try Data(contentsOf: folder.file("alive")).count == size)
    }

    @Test("A test that prints without end is stopped, and its output cut in the middle")
    func endlessOutput() async throws {
        let limits = ToolLimits(observationBytes: 100, testOutputBytes: 1 << 20)
        let seen = try await run("yes", limits: limits)
        #expect(seen.isError)
        #expect(
            seen.text.hasPrefix("error: the test 'test.sh' was stopped: it printed more than 1048576 bytes\ny\ny\n"))
        #expect(seen.text.contains("bytes left out"))
        #expect(seen.text.utf8.count < 300)
    }

    @Test("A test that is cancelled ends at once")
    func cancelled() async throws {
        try folder.write("test.sh", "echo begun > begun; sleep 1000")
        let tools = WorkspaceTools.all(
            workspace: folder.workspace, testRunner: SandboxedTestRunner(allowsUnsandboxed: true))
        let folder = folder
        let task = Task { try await folder.run("run_tests", ["path": "test.sh"], tools) }
        while !folder.exists("begun") { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("Without a sandbox, no test is run unless that was allowed")
    func refused() async throws {
        let seen = try await run("echo ran > ran", tier: SandboxTier.none, allowsUnsandboxed: false)
        #expect(seen.isError)
        #expect(seen.text.hasPrefix("error: tests are not run: this machine has no sandbox"))
        #expect(!folder.exists("ran"))
    }

    @Test("Files that are no tests are refused")
    func noTests() async throws {
        #expect(
            try await run("x", name: "a.txt").text
                == "error: 'a.txt' is no test file that can be run; known are .sh, .py")
        #expect(try await run("echo hi", name: "-c.sh").text == "passed\nhi")
    }

    @Test("Two hundred tests one after another, each with its own outcome")
    func many() async throws {
        for status in 0..<200 {
            #expect(try await run("exit \(status)").exitStatus == Int32(status))
        }
    }
}
