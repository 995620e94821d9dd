import Foundation
import Foundations
import TestSupport

/// A workspace, a script and a folder for runs, for tests of the commands.
struct AgentFolder {
    let folder: TemporaryDirectory

    var workspace: URL { folder.file("workspace") }
    var runs: URL { folder.file("runs") }
    var script: URL { folder.file("script.jsonl") }

    /// Puts files and a script in place.
    init(_ files: [String: String], script lines: [String]) throws {
        folder = try TemporaryDirectory()
        for (path, text) in files {
            let url = workspace.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        try Data(lines.joined(separator: "\n").utf8).write(to: script)
    }

    /// The arguments of `martlet agent run` here.
    func run(_ more: String...) -> [String] {
        ["agent", "run", "do it", "--workspace", workspace.path, "--script", script.path, "--runs", runs.path] + more
    }

    /// The arguments of another command on the only run.
    func command(_ name: String, _ more: String...) throws -> [String] {
        ["agent", name, try id(), "--runs", runs.path] + more
    }

    /// The only run.
    func id() throws -> String {
        guard let id = ids.first, ids.count == 1 else { throw NoRun(ids: ids) }
        return id
    }

    private struct NoRun: Error { let ids: [String] }

    /// The runs.
    var ids: [String] { (try? FileManager.default.contentsOfDirectory(atPath: runs.path)) ?? [] }

    /// The bytes of the only run's journal; 0 before there is one.
    var journalSize: Int {
        guard let id = try? id() else { return 0 }
        let path = runs.appending(path: id).appending(path: "journal.jsonl").path
        return ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }

    func text(_ path: String) -> String? { try? String(contentsOf: workspace.appending(path: path), encoding: .utf8) }

    /// A patch that adds a line below another one: applied twice, it would add it twice.
    static func adding(_ line: String, below: String, in file: String) -> String {
        let patch = "*** Begin Patch\n*** Update File: \(file)\n@@\n \(below)\n+\(line)\n*** End Patch"
        return call("apply_patch", "patch", patch)
    }

    /// A line of a script.
    static func call(_ tool: String, _ name: String, _ argument: String) -> String {
        let object: JSONValue = [
            "tool": .string(tool),
            "arguments": .object(JSONObject(members: [.init(key: name, value: .string(argument))])),
        ]
        return object.serialized()
    }
}
