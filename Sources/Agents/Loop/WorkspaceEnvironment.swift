import Foundation
import Foundations
public import Tokenization

/// A workspace with its tools, claimed for one run.
///
/// An action that was begun by a program that was killed is brought to its end without being done twice: tools that only
/// look are run again; tools that know their operations, such as `apply_patch`, say what came of it or do it for the
/// first time; tests are run again, because they are run for their outcome, and leave the same behind each time.
public final class WorkspaceEnvironment: AgentEnvironment {
    /// The tools.
    public let tools: [any Tool]
    private let workspace: Workspace
    private let claim: WorkspaceClaim

    /// Claims the workspace until the value goes.
    ///
    /// - Throws: ``WorkspaceError/busy(_:)`` where another run works in it.
    public init(_ workspace: Workspace, tools: [any Tool]) throws(WorkspaceError) {
        var claim: WorkspaceClaim?
        let isClaimed = try BriefWait.until { () throws(WorkspaceError) in
            claim = try Self.claim(workspace)
            return claim != nil
        }
        guard isClaimed, let claim else { throw .busy(workspace.url.path) }
        self.claim = claim
        self.workspace = workspace
        self.tools = tools
    }

    /// The claim; nil where another run has it.
    private static func claim(_ workspace: Workspace) throws(WorkspaceError) -> WorkspaceClaim? {
        do {
            return try workspace.claimed()
        } catch {
            guard case .busy = error else { throw error }
            return nil
        }
    }

    public func verify() throws {
        guard workspace.isPresent else { throw AgentError.workspaceGone(path: workspace.url.path) }
    }

    /// The hash of the call; for tools that change something or run programs, of the files that it names as well.
    public func fingerprint(of call: ToolCall) -> String {
        guard tool(for: call)?.tier != .readOnly else { return CallFingerprint.of(call) }
        let files = paths(namedBy: call).map { path -> String in
            do {
                let bytes = try workspace.bytes(of: path, limit: ToolLimits().fileBytes)
                return "\(path) \(Hexadecimal.text(SHA256.hash(bytes)))"
            } catch {
                return "\(path) \(error)"
            }
        }
        return CallFingerprint.of(call, circumstances: files)
    }

    /// A patch as it is written; the arguments of other tools.
    public func preview(of call: ToolCall) -> String {
        call.arguments["patch"]?.string ?? JSONValue.object(call.arguments).serialized(pretty: true)
    }

    public func run(_ call: ToolCall, operation: String) async throws -> Observation {
        guard let tool = tool(for: call) else {
            return Observation("error: there is no tool '\(call.name)'", isError: true)
        }
        if let tool = tool as? any ResumableTool { return try await tool.run(call.arguments, operation: operation) }
        return try await tool.run(call.arguments)
    }

    public func bringToEnd(_ call: ToolCall, operation: String) async throws -> Observation {
        let tool = tool(for: call)
        if tool is any ResumableTool || tool?.tier == .readOnly || tool is RunTestsTool {
            return try await run(call, operation: operation)
        }
        return Self.unknownOutcome(of: call)
    }

    private func paths(namedBy call: ToolCall) -> [WorkspacePath] {
        if let patch = call.arguments["patch"]?.string {
            return (try? Patch(parsing: patch))?.changes.flatMap(\.paths) ?? []
        }
        return call.arguments["path"]?.string.flatMap { try? WorkspacePath($0) }.map { [$0] } ?? []
    }

    /// Ends the work: what was kept for resuming is forgotten.
    ///
    /// - Throws: ``WorkspaceError``.
    public func end() throws(WorkspaceError) { try workspace.forgetOperations() }
}
