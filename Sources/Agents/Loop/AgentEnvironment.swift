import Foundations
public import Tokenization

/// Where an agent acts: it holds the tools, and runs them.
public protocol AgentEnvironment: Sendable {
    /// The tools, without ``GiveUp``.
    var tools: [any Tool] { get }

    /// Makes sure that the place is still there.
    ///
    /// - Throws: what a person has to mend, and no model can.
    func verify() throws

    /// The hash of what running the call would do now; an approval is bound to it.
    func fingerprint(of call: ToolCall) -> String

    /// What running the call would do, for a person who is asked.
    func preview(of call: ToolCall) -> String

    /// Runs the call.
    ///
    /// - Parameter operation: the name of this one action: running it again under the same name, after the program was
    ///   killed, must not do it twice.
    func run(_ call: ToolCall, operation: String) async throws -> Observation

    /// Brings to its end a call that was begun under this name by a program that was killed.
    func bringToEnd(_ call: ToolCall, operation: String) async throws -> Observation
}

extension AgentEnvironment {
    public func verify() throws {}

    public func fingerprint(of call: ToolCall) -> String { CallFingerprint.of(call) }

    public func preview(of call: ToolCall) -> String { "" }

    /// The tool that the call names; nil where there is none.
    public func tool(for call: ToolCall) -> (any Tool)? {
        tools.first { $0.definition.name.hasSameBytes(as: call.name) }
    }

    public func run(_ call: ToolCall, operation: String) async throws -> Observation {
        guard let tool = tool(for: call) else {
            return Observation("error: there is no tool '\(call.name)'", isError: true)
        }
        return try await tool.run(call.arguments)
    }

    /// Tools that change nothing are simply run again; of the others nobody knows, and the model is told so.
    public func bringToEnd(_ call: ToolCall, operation: String) async throws -> Observation {
        if tool(for: call)?.tier == .readOnly { return try await run(call, operation: operation) }
        return Self.unknownOutcome(of: call)
    }

    /// What the model reads of a call that was begun by a program that was killed, and that must not be done twice.
    static func unknownOutcome(of call: ToolCall) -> Observation {
        Observation(
            "error: the program was stopped while '\(call.name)' ran; it may have been done, in part or not at all: "
                + "look before you do it again",
            isError: true)
    }
}
