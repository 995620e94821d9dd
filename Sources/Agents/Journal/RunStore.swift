public import Foundation
import Foundations

/// Where runs live: a folder with a folder for each run, which holds its journal and what its tools keep for resuming.
///
/// It lies outside every workspace: an agent that could change its own journal could change what it is known to have
/// done.
public struct RunStore: Sendable {
    /// The folder of all runs.
    public let folder: URL

    private let faults: (@Sendable (String) -> Void)?

    /// A store in `folder`, which is created with the first run.
    public init(_ folder: URL) { self.init(folder, faults: nil) }

    /// A store that tells a test what it is about to do.
    package init(_ folder: URL, faults: (@Sendable (String) -> Void)?) {
        self.folder = folder
        self.faults = faults
    }

    /// The folder that is meant where none is named: `$MARTLET_HOME/runs`, else `$HOME/.martlet/runs`.
    ///
    /// - Throws: ``JournalError/noRunsFolder``.
    public static func standard(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(JournalError) -> RunStore {
        if let home = environment["MARTLET_HOME"], !home.isEmpty {
            return RunStore(URL(filePath: home).appending(path: "runs"))
        }
        guard let home = environment["HOME"], !home.isEmpty else { throw .noRunsFolder }
        return RunStore(URL(filePath: home).appending(path: ".martlet/runs"))
    }

    /// The folder of a run.
    public func folder(of id: String) -> URL { folder.appending(path: id) }

    /// The journal of a run.
    public func journal(of id: String) -> URL { folder(of: id).appending(path: "journal.jsonl") }

    /// An id for a new run: the day and six random letters and digits, which no two runs share.
    public static func newID(date: Date, random: inout some RandomNumberGenerator) -> String {
        let day = date.ISO8601Format().prefix(10).filter { $0 != "-" }
        // Without those that look alike.
        let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")
        return "\(day)-" + String((0..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
    }

    /// Begins a run: its folder, its lock, and its journal with the beginning on the disk.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    public func begin(_ start: AgentStart, synchronizes: Bool = true) throws -> HeldRun {
        try checkIsOutside(start.workspace)
        let run = folder(of: start.id)
        try Folder.create(folder)
        guard mkdir(run.path, 0o700) == 0 else { throw FileError("create the folder", run) }
        let (journal, _, _) = try Journal.open(
            journal(of: start.id), synchronizes: synchronizes, inUse: .runInUse(id: start.id), faults: faults)
        try journal.append(.started(start))
        return HeldRun(
            state: AgentState(start), journal: journal, folder: run, isNew: true, cutBytes: 0)
    }

    /// Takes up a run that was stopped or killed, with its lock.
    ///
    /// A run that has ended is given as it is: its state says so.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    public func resume(_ id: String, synchronizes: Bool = true) throws -> HeldRun {
        let url = try existing(id)
        let (journal, events, cutBytes) = try Journal.open(
            url, synchronizes: synchronizes, inUse: .runInUse(id: id), faults: faults)
        let state = try Self.state(events, url, id)
        return HeldRun(state: state, journal: journal, folder: folder(of: id), isNew: false, cutBytes: cutBytes)
    }

    /// The state of a run, without taking it up.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    public func state(of id: String) throws -> AgentState {
        let url = try existing(id)
        return try Self.state(Journal.events(in: url), url, id)
    }

    /// The events of a run.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    public func events(of id: String) throws -> [AgentEvent] { try Journal.events(in: existing(id)) }

    /// The ids of all runs, in their order, which is that of the days they began on.
    public func ids() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: journal(of: $0).path) }
            .sorted { $0.precedesInBytes($1) }
    }

    /// Whether a process is at work on the run.
    public func isRunning(_ id: String) -> Bool {
        let descriptor = open(journal(of: id).path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // A shared lock: two who look at once do not take each other for the one at work.
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    private func existing(_ id: String) throws(JournalError) -> URL {
        let isName = !id.isEmpty && !id.utf8.contains(UInt8(ascii: "/")) && id != "." && id != ".."
        guard isName, FileManager.default.fileExists(atPath: journal(of: id).path) else {
            throw .noRun(id: id, folder: folder.path)
        }
        return journal(of: id)
    }

    private static func state(_ events: [AgentEvent], _ url: URL, _ id: String) throws -> AgentState {
        guard !events.isEmpty else { throw JournalError.neverBegan(id: id) }
        do {
            return try AgentState(events)
        } catch {
            throw JournalError.unreadable(path: url.path, line: error.index + 1, reason: "\(error)")
        }
    }

    /// Refuses a store that the agent of this workspace could reach.
    ///
    /// - Throws: ``JournalError/runsInsideWorkspace(runs:workspace:)``.
    public func checkIsOutside(_ workspace: String) throws(JournalError) {
        let runs = Self.resolved(folder)
        let place = Self.resolved(URL(filePath: workspace))
        if (runs + "/").hasPrefix(place == "/" ? "/" : place + "/") {
            throw JournalError.runsInsideWorkspace(runs: folder.path, workspace: workspace)
        }
    }

    /// The path without links; where its last parts do not exist yet, of those that do.
    private static func resolved(_ url: URL) -> String {
        var existing = url.absoluteURL.standardizedFileURL
        var missing: [String] = []
        while true {
            if let path = realpath(existing.path, nil) {
                defer { free(path) }
                let text = String(cString: path)
                return missing.isEmpty
                    ? text : (text == "/" ? "" : text) + "/" + missing.reversed().joined(separator: "/")
            }
            guard existing.pathComponents.count > 1 else { return url.path }
            missing.append(existing.lastPathComponent)
            existing.deleteLastPathComponent()
        }
    }
}
