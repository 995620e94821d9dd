import Agents
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Where runs live")
struct RunStoreTests {
    private let folder: TemporaryDirectory
    private let store: RunStore
    private let workspace: String

    init() throws {
        folder = try TemporaryDirectory()
        store = RunStore(folder.file("runs"))
        workspace = folder.file("workspace").path
        try FileManager.default.createDirectory(atPath: workspace, withIntermediateDirectories: false)
    }

    @Test("A run that was begun can be found, read and taken up again")
    func resume() throws {
        let start = Runs.start(workspace: workspace)
        do {
            let run = try store.begin(start).go()
            try run.record(.turn(AgentTurn(message: .assistant("half"))))
            #expect(store.isRunning("run-1"))
            #expect(throws: JournalError.runInUse(id: "run-1")) { _ = try store.resume("run-1") }
            // Reading needs no lock.
            #expect(try store.state(of: "run-1").usage.steps == 1)
        }
        #expect(!store.isRunning("run-1"))
        #expect(store.ids() == ["run-1"])
        let held = try store.resume("run-1")
        #expect(!held.isNew && held.state.start == start)
        let run = try held.go(date: "later")
        #expect(run.state.resumptions == 1)
        try run.record(.ended(.finished(answer: "half", evidence: [])))
        #expect(try store.events(of: "run-1").count == 4)
    }

    @Test("A run that has ended is given as it is")
    func ended() throws {
        do {
            let run = try store.begin(Runs.start(workspace: workspace)).go()
            try run.record(.ended(.stopped(.stepLimit(1))))
        }
        let held = try store.resume("run-1")
        #expect(held.state.ending == .stopped(.stepLimit(1)))
        #expect(try held.go().state.resumptions == 0)
    }

    @Test("An id is used once")
    func twice() throws {
        _ = try store.begin(Runs.start(workspace: workspace))
        #expect(throws: FileError.self) { _ = try store.begin(Runs.start(workspace: workspace)) }
    }

    @Test("Journals do not lie where the agent could change them", arguments: ["", "/runs", "/deep/er/runs"])
    func inside(path: String) throws {
        let inner = RunStore(URL(filePath: workspace + path))
        #expect(throws: JournalError.self) { _ = try inner.begin(Runs.start(workspace: workspace)) }
        // Nor through a link.
        let link = folder.file("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: workspace))
        let linked = RunStore(URL(filePath: link.path + path))
        #expect(throws: JournalError.self) { _ = try linked.begin(Runs.start(workspace: workspace)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workspace) == [])
    }

    @Test("A folder whose name only begins like the workspace's is outside")
    func sibling() throws {
        _ = try RunStore(URL(filePath: workspace + "-runs")).begin(Runs.start(workspace: workspace))
    }

    @Test("What is no run is said so", arguments: ["nothing", "", ".", "..", "../runs/run-1", "a/b"])
    func missing(id: String) throws {
        _ = try store.begin(Runs.start(workspace: workspace))
        #expect(throws: JournalError.noRun(id: id, folder: store.folder.path)) { _ = try store.resume(id) }
    }

    @Test("A run that was killed before its first record never began")
    func empty() throws {
        try FileManager.default.createDirectory(at: store.folder(of: "x"), withIntermediateDirectories: true)
        try Data("{\"sequence\":1,".utf8).write(to: store.journal(of: "x"))
        #expect(throws: JournalError.neverBegan(id: "x")) { _ = try store.resume("x") }
    }

    @Test("The folder of all runs follows MARTLET_HOME, then HOME")
    func standard() throws {
        #expect(try RunStore.standard(environment: ["MARTLET_HOME": "/m", "HOME": "/h"]).folder.path == "/m/runs")
        #expect(try RunStore.standard(environment: ["HOME": "/h"]).folder.path == "/h/.martlet/runs")
        #expect(throws: JournalError.noRunsFolder) { _ = try RunStore.standard(environment: ["HOME": ""]) }
    }

    @Test("Ids begin with the day and differ")
    func ids() {
        var random = SplitMix64(seed: 1)
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        let ids = (0..<100).map { _ in RunStore.newID(date: date, random: &random) }
        #expect(Set(ids).count == 100)
        #expect(ids.allSatisfy { $0.hasPrefix("20231114-") && $0.utf8.count == 15 })
    }

    @Test("Two runs in one workspace are refused; the next one may come when the first is over")
    func oneRun() throws {
        let url = URL(filePath: workspace)
        do {
            let first = try WorkspaceEnvironment(Workspace(opening: url), tools: [])
            #expect(throws: WorkspaceError.busy(workspace)) {
                _ = try WorkspaceEnvironment(Workspace(opening: url), tools: [])
            }
            try first.verify()
        }
        let second = try WorkspaceEnvironment(Workspace(opening: url), tools: [])
        try FileManager.default.removeItem(at: url)
        #expect(throws: AgentError.workspaceGone(path: workspace)) { try second.verify() }
    }
}
