import Agents
import Foundation
import Foundations
import TestSupport
import Tokenization

/// A temporary folder with files, and the tools that work in it.
final class TestFolder: Sendable {
    private let directory: TemporaryDirectory
    let workspace: Workspace

    /// A folder with `files`, opened as a workspace beside which a test can put what must not be reached.
    init(_ files: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        let url = directory.file("workspace")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        workspace = try Workspace(opening: url, durability: .process)
        for (path, text) in files { try write(path, text) }
    }

    /// The workspace's folder.
    var url: URL { workspace.url }
    /// The folder that holds the workspace.
    var outside: URL { directory.url }

    func file(_ path: String) -> URL { url.appending(path: path) }

    func write(_ path: String, _ text: String) throws { try write(path, Array(text.utf8)) }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let file = file(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

    /// Every regular file of the folder and its text, hidden ones included.
    func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: file(path).path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            contents[path] = String(decoding: try Data(contentsOf: file(path)), as: UTF8.self)
        }
        return contents
    }

    /// What a tool of the workspace answers.
    func run(
        _ name: String, _ arguments: JSONObject = JSONObject(), _ tools: [any Tool]? = nil
    ) async throws -> Observation {
        let tools = tools ?? WorkspaceTools.all(workspace: workspace)
        guard let tool = tools.first(where: { $0.definition.name == name }) else {
            throw CocoaError(.featureUnsupported)
        }
        return try await tool.run(arguments)
    }
}
