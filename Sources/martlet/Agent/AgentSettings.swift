import Agents
import Foundation
import Foundations
import LanguageModels

/// What a run is made of, as it is recorded for the day it is resumed.
struct AgentSettings {
    /// A model directory; nil where a script takes the turns.
    var model: String?
    /// A script.
    var script: String?
    /// The highest tier that needs no question.
    var allow: ToolTier
    /// Programs for further kinds of test files, as they were given: `.js=node`.
    var testCommands: [String]

    init(model: String?, script: String?, allow: ToolTier, testCommands: [String]) {
        self.model = model.map { URL(filePath: $0).path }
        self.script = script.map { URL(filePath: $0).path }
        self.allow = allow
        self.testCommands = testCommands
    }

    /// Reads what was recorded.
    init(_ recorded: JSONObject) throws(CommandFailure) {
        guard let allow = recorded["allow"]?.string.flatMap(ToolTier.init(rawValue:)),
            recorded["model"]?.string != nil || recorded["script"]?.string != nil
        else { throw CommandFailure("the run was not begun by 'martlet agent run', and can only be shown") }
        self.init(
            model: recorded["model"]?.string, script: recorded["script"]?.string, allow: allow,
            testCommands: (recorded["test_commands"]?.array ?? []).compactMap(\.string))
    }

    /// What is recorded.
    var json: JSONObject {
        var object: JSONObject = ["allow": .string(allow.rawValue)]
        object["model"] = model.map(JSONValue.string)
        object["script"] = script.map(JSONValue.string)
        if !testCommands.isEmpty { object["test_commands"] = .array(testCommands.map(JSONValue.string)) }
        return object
    }

    /// The model, or the script in its place.
    func languageModel() throws -> any LanguageModel {
        if let script { return try ScriptedAgentModel(contentsOf: URL(filePath: script)) }
        guard let model else { throw CommandFailure("neither a model nor a script is given") }
        return try LocalLanguageModel(directory: URL(filePath: model))
    }

    /// The programs that run tests, those that were given first.
    func commands() throws(CommandFailure) -> [TestCommand] {
        var commands: [TestCommand] = []
        for text in testCommands {
            guard let command = Self.testCommand(text) else { throw CommandFailure("'\(text)' is no test command") }
            commands.append(command)
        }
        return commands + TestCommand.standard
    }

    /// Reads `.js=node --test`; nil where it is nothing of the kind.
    static func testCommand(_ text: String) -> TestCommand? {
        guard let sign = text.firstIndex(of: "=") else { return nil }
        let words = text[text.index(after: sign)...].split(separator: " ").map(String.init)
        guard sign > text.startIndex, !words.isEmpty else { return nil }
        return TestCommand(suffix: String(text[..<sign]), words: words)
    }
}
