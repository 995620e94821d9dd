import Foundations
import Tokenization

extension AgentStart {
    /// The beginning as a journal has it.
    var json: JSONObject {
        [
            "id": .string(id), "date": .string(date), "goal": .string(goal),
            "prompt": [
                "name": .string(prompt.name), "version": .integer(prompt.version),
                "content_hash": .string(prompt.contentHash), "text": .string(prompt.text),
            ],
            "model": .string(model), "workspace": .string(workspace), "expects_tests": .bool(expectsTests),
            "limits": [
                "steps": .integer(limits.steps), "output_tokens": .integer(limits.outputTokens),
                "seconds": .number(limits.seconds), "tokens_per_turn": .integer(limits.tokensPerTurn),
                "seconds_per_tool": .number(limits.secondsPerTool),
            ],
            "tools": .array(
                tools.map {
                    [
                        "name": .string($0.name), "description": .string($0.description), "parameters": $0.parameters,
                    ]
                }),
            "settings": .object(settings),
        ]
    }

    init(_ reader: EventReader) throws(EventError) {
        let prompt = try EventReader(reader.value("prompt"), "the prompt")
        let limits = try EventReader(reader.value("limits"), "the limits")
        var tools: [ToolDefinition] = []
        for value in try reader.array("tools") {
            let tool = try EventReader(value, "a tool")
            tools.append(
                ToolDefinition(
                    name: try tool.string("name"), description: try tool.string("description"),
                    parameters: try tool.value("parameters")))
        }
        self.init(
            id: try reader.string("id"), goal: try reader.string("goal"),
            prompt: AgentPrompt(
                name: try prompt.string("name"), version: try prompt.int("version"), text: try prompt.string("text")),
            model: try reader.string("model"), tools: tools, workspace: try reader.string("workspace"),
            expectsTests: try reader.bool("expects_tests"),
            limits: AgentLimits(
                steps: try limits.int("steps"), outputTokens: try limits.int("output_tokens"),
                seconds: try limits.double("seconds"), tokensPerTurn: try limits.int("tokens_per_turn"),
                secondsPerTool: try limits.double("seconds_per_tool")),
            date: try reader.string("date"), settings: try reader.members("settings"))
    }
}
