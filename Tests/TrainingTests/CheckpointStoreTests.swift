import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("Checkpoint store")
struct CheckpointStoreTests {
    private struct Interruption: Error {}

    private func write(_ store: CheckpointStore, _ step: Int) throws {
        try store.write(step: step, state: ["tokens": .integer(step * 10)]) { folder in
            try FileManager.default.createDirectory(
                at: folder.appending(path: "model"), withIntermediateDirectories: false)
            try Data("weights \(step)".utf8).write(to: folder.appending(path: "model/weights"))
            try Data("moments \(step)".utf8).write(to: folder.appending(path: "optimizer"))
        }
    }

    @Test("The newest checkpoints are kept, under names that sort")
    func keepsNewest() throws {
        let folder = try TemporaryDirectory()
        let store = CheckpointStore(folder: folder.file("checkpoints"), keep: 2)
        #expect(store.newest().checkpoint == nil)
        for step in [5, 10, 999_999, 1_000_000] { try write(store, step) }
        #expect(try TemporaryDirectory.names(store.folder) == ["step-1000000", "step-999999"])
        let newest = try #require(store.newest().checkpoint)
        #expect(newest.step == 1_000_000 && newest.state["tokens"]?.int == 10_000_000)
        #expect(newest.url.lastPathComponent == "step-1000000")
    }

    @Test("A checkpoint that cannot be finished leaves the older ones and nothing else")
    func interrupted() throws {
        let folder = try TemporaryDirectory()
        let store = CheckpointStore(folder: folder.url, keep: 1)
        try write(store, 1)
        #expect(throws: Interruption.self) {
            try store.write(step: 2, state: [:]) { folder in
                try Data("half".utf8).write(to: folder.appending(path: "optimizer"))
                throw Interruption()
            }
        }
        #expect(try TemporaryDirectory.names(store.folder) == ["step-000001"])
        #expect(store.newest().checkpoint?.step == 1)
    }

    @Test(
        "A damaged checkpoint is passed over for the one before, and the reason is told",
        arguments: ["cut", "changed", "missing", "extra state", "no state"])
    func damaged(how: String) throws {
        let folder = try TemporaryDirectory()
        let store = CheckpointStore(folder: folder.url, keep: 3)
        try write(store, 1)
        try write(store, 2)
        let victim = store.url(ofStep: 2)
        switch how {
        case "cut": try Data("weights".utf8).write(to: victim.appending(path: "model/weights"))
        case "changed": try Data("weights 3".utf8).write(to: victim.appending(path: "model/weights"))
        case "missing": try FileManager.default.removeItem(at: victim.appending(path: "optimizer"))
        case "extra state": try Data("{}".utf8).write(to: victim.appending(path: "state.json"))
        default: try FileManager.default.removeItem(at: victim.appending(path: "state.json"))
        }
        let (checkpoint, rejected) = store.newest()
        #expect(checkpoint?.step == 1)
        #expect(rejected.map(\.url.lastPathComponent) == ["step-000002"])
        #expect(rejected.allSatisfy { !$0.reason.isEmpty })
    }

    @Test("What a crash left half-written is cleaned away, and so are steps after the one resumed from")
    func clean() throws {
        let folder = try TemporaryDirectory()
        let store = CheckpointStore(folder: folder.url, keep: 5)
        for step in 1...3 { try write(store, step) }
        try FileManager.default.createDirectory(
            at: folder.file(".step-000004.partial"), withIntermediateDirectories: false)
        store.clean(after: 2)
        #expect(try TemporaryDirectory.names(store.folder) == ["step-000001", "step-000002"])
    }

    @Test("A checkpoint written again replaces the first")
    func again() throws {
        let folder = try TemporaryDirectory()
        let store = CheckpointStore(folder: folder.url, keep: 5)
        try write(store, 7)
        try store.write(step: 7, state: ["tokens": 1]) { try Data("x".utf8).write(to: $0.appending(path: "only")) }
        #expect(store.newest().checkpoint?.state["tokens"]?.int == 1)
        #expect(try TemporaryDirectory.names(store.url(ofStep: 7)) == ["only", "state.json"])
    }
}
