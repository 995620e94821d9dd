import Foundation
import Foundations
import TestSupport
import Testing

/// A model with random weights says nothing of use; but it takes turns, and the loop must get along with them.
@Suite("martlet agent with a model")
struct AgentModelTests {
    private static func run(_ folder: TemporaryDirectory, _ runs: String, _ model: String, _ more: String...)
        -> [String]
    {
        let workspace = folder.file("workspace")
        try? FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
        return ["agent", "run", "do it", "--workspace", workspace.path, "--model", model]
            + ["--runs", folder.file(runs).path] + more
    }

    /// The messages of a run's turns, and how it ended.
    private static func course(_ output: String) throws -> [JSONValue?] {
        try output.split(separator: "\n").map { try JSONValue(parsing: String($0), source: "output") }
            .flatMap { [$0["content"], $0["tool_calls"], $0["text"], $0["cause"]] }
    }

    @Test("It ends in a report, the same each time")
    func deterministic() throws {
        let model = try TinyAssistant(contextSize: 2048)
        let folder = try TemporaryDirectory()
        let more = ["--json", "--steps", "3", "--tokens", "60"]
        let first = try MartletProgram.run(Self.run(folder, "one", model.path) + more)
        #expect(first.status == 3, "\(first.errors)")
        let second = try MartletProgram.run(Self.run(folder, "two", model.path) + more)
        #expect(try Self.course(first.output) == Self.course(second.output))
        #expect(first.output.split(separator: "\n").count > 2)
    }

    @Test("A window that is too small for the tools is said so in the report")
    func small() throws {
        let model = try TinyAssistant(contextSize: 64)
        let folder = try TemporaryDirectory()
        let outcome = try MartletProgram.run(Self.run(folder, "runs", model.path))
        #expect(outcome.status == 3, "\(outcome.errors)")
        #expect(outcome.output.contains("the model's window of 64 leaves no room for a turn"), "\(outcome.output)")
        #expect(outcome.output.contains("a model with a larger window"))
    }

    @Test("A base model is refused before anything is begun")
    func baseModel() throws {
        let model = try TinyModel()
        let folder = try TemporaryDirectory()
        let outcome = try MartletProgram.run(Self.run(folder, "runs", model.path))
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("no chat template"), "\(outcome.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("runs").path))
    }
}
