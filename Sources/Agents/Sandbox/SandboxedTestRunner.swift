import Foundation
import Glibc

/// Runs tests as programs that are fenced in.
///
/// A test gets an empty input, an environment of its own, and the workspace as working directory; it leads a process
/// group that ends with it. Where the machine has no sandbox, no test is run unless that was allowed explicitly.
public struct SandboxedTestRunner: TestRunner {
    /// What fences tests in.
    public let tier: SandboxTier
    /// What tests may do there.
    public let policy: SandboxPolicy
    /// How test files are run, by the ends of their names; the first that fits is taken.
    public let commands: [TestCommand]

    private let allowsUnsandboxed: Bool
    private let facts: SandboxFacts

    /// Chooses a sandbox.
    ///
    /// - Parameters:
    ///   - tier: what fences tests in; nil: the fastest that this machine offers, but bubblewrap, where it works, for
    ///     workspaces under version control, since there Landlock also keeps tests from adding files beside `.git`.
    ///   - allowsUnsandboxed: whether tests are run without a fence where `tier` is `none`, chosen or found.
    public init(
        tier: SandboxTier? = nil, policy: SandboxPolicy = SandboxPolicy(),
        commands: [TestCommand] = TestCommand.standard,
        allowsUnsandboxed: Bool = false
    ) {
        facts = .current
        isChosen = tier != nil
        self.tier = tier ?? facts.tier
        self.policy = policy
        self.commands = commands
        self.allowsUnsandboxed = allowsUnsandboxed
    }

    private let isChosen: Bool

    public func run(
        _ path: WorkspacePath, in workspace: Workspace, limits: ToolLimits
    ) async throws -> Observation {
        do {
            guard let command = commands.first(where: { path.text.hasSuffix($0.suffix) }) else {
                let known = commands.map(\.suffix).joined(separator: ", ")
                return .failure("\(ShownText.quoted(path.text)) is no test file that can be run; known are \(known)")
            }
            guard let program = Self.program(command.words) else {
                return .failure("the program \(ShownText.quoted(command.words.first ?? "")) is not on this machine")
            }
            let temporary = try TemporaryFolder()
            defer { temporary.remove() }
            // A path in front keeps a file's name from being taken for an option.
            let words = [program] + command.words.dropFirst() + ["./" + path.text]
            var run = ProgramRun(
                arguments: words, environment: Self.environment(temporary.path),
                directory: try workspace.folder(nil), ruleset: nil, seconds: limits.testSeconds,
                outputLimit: limits.testOutputBytes, keptBytes: limits.observationBytes,
                fileBytes: UInt64(max(0, policy.fileBytes)))
            if let refusal = try fence(&run, workspace, temporary.path) { return refusal }
            let outcome = try await ProgramRunner.run(run)
            return Self.observation(outcome, path, limits)
        } catch let error as WorkspaceError {
            return .failure(error)
        }
    }

    /// Puts the program in its sandbox; what speaks against that, else.
    private func fence(_ run: inout ProgramRun, _ workspace: Workspace, _ temporary: String) throws -> Observation? {
        if tier == .none {
            return allowsUnsandboxed
                ? nil
                : .failure(
                    "tests are not run: this machine has no sandbox for them (neither Landlock nor bubblewrap), and "
                        + "running them without one was not allowed")
        }
        let survey = try SandboxSurvey(workspace)
        if let hardLink = survey.hardLink, !policy.allowsHardLinks {
            return .failure("tests are not run: a test could change a file outside: \(hardLink)")
        }
        let prefersBubblewrap = !isChosen && !survey.versionControl.isEmpty && facts.bubblewrapWorks
        if tier == .landlock, !prefersBubblewrap {
            guard facts.landlockWorks else { return .failure("tests are not run: Landlock does not work here") }
            run.ruleset = try LandlockRules(workspace: workspace, policy: policy, survey: survey)
                .ruleset(temporary: temporary)
            return nil
        }
        guard let bubblewrap = facts.bubblewrapPath, facts.bubblewrapWorks else {
            return .failure("tests are not run: bubblewrap does not work here")
        }
        let root = try workspace.currentPath()
        let prefix = Bubblewrap.arguments(
            bubblewrap, readable: SandboxPolicy.systemPaths + policy.readable, writable: [temporary, root],
            kept: survey.versionControl.map { root + "/" + $0.joined(separator: "/") }, directory: root)
        run.arguments = prefix + run.arguments
        return nil
    }

    /// Where a command's program is; nil where it is not.
    private static func program(_ words: [String]) -> String? {
        guard let name = words.first, !name.isEmpty else { return nil }
        if name.hasPrefix("/") { return access(name, X_OK) == 0 ? name : nil }
        guard !name.contains("/") else { return nil }
        return ["/usr/local/bin/", "/usr/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
    }

    /// The whole environment of a test: the same on every machine, but for the place of the temporary folder.
    private static func environment(_ temporary: String) -> [String] {
        [
            "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=\(temporary)", "TMPDIR=\(temporary)", "LANG=C.UTF-8",
            "LC_ALL=C.UTF-8", "TZ=UTC", "PYTHONDONTWRITEBYTECODE=1", "PYTHONHASHSEED=0",
        ]
    }

    private static func observation(
        _ outcome: ProgramOutcome, _ path: WorkspacePath, _ limits: ToolLimits
    ) -> Observation {
        let output = PrintableText.text(
            MiddleCut.joined(head: outcome.head, tail: outcome.tail, total: outcome.total))
        func result(_ first: String, _ status: Int32? = nil, isError: Bool = false) -> Observation {
            Observation(output.isEmpty ? first : first + "\n" + output, isError: isError, exitStatus: status)
        }
        let name = ShownText.quoted(path.text)
        switch outcome.ending {
        case .exited(0): return result("passed", 0)
        case .exited(let status): return result("failed with exit status \(status)", status)
        case .killed(let signal):
            // As shells say it, and as bubblewrap hands it on.
            return result("failed with exit status \(128 + signal)", 128 + signal)
        case .timedOut:
            let seconds =
                limits.testSeconds.rounded() == limits.testSeconds
                ? "\(Int(limits.testSeconds))" : "\(limits.testSeconds)"
            return result("error: the test \(name) was stopped after \(seconds) s", isError: true)
        case .printedTooMuch:
            return result(
                "error: the test \(name) was stopped: it printed more than \(limits.testOutputBytes) bytes",
                isError: true)
        case .notStarted(let number):
            return .failure("the test \(name) could not be started: \(String(cString: strerror(number)))")
        case .cancelled: return result("error: the test \(name) was stopped", isError: true)
        }
    }
}
