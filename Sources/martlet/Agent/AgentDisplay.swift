import Agents
import Foundation
import Foundations
import Tokenization

/// Shows a run as it happens, or again: for people, or an event a line as JSON.
struct AgentDisplay: Sendable {
    let json: Bool
    /// Whether observations are shown whole.
    let verbose: Bool

    /// Lines of an observation that are shown without ``verbose``.
    private static let lineLimit = 4

    /// Says what begins or goes on.
    func begin(_ state: AgentState) {
        guard !json else {
            if state.steps.isEmpty { show(.started(state.start), state) }
            return
        }
        let start = state.start
        print("run \(start.id): \(VisibleText.escaping(start.goal))")
        print("  in \(VisibleText.escaping(start.workspace)), with \(VisibleText.escaping(start.model))")
        if !state.steps.isEmpty { print("  \(state.steps.count) steps were taken before") }
        flush()
    }

    /// Shows an event, given the state after it.
    func show(_ event: AgentEvent, _ state: AgentState) {
        if json {
            print(event.json.serialized())
        } else if case .observed = event, let step = state.steps.last {
            show(step)
        } else if case .turn(let turn) = event {
            print("\n\(state.steps.count + 1)  \(action(turn))")
        }
        flush()
    }

    /// Shows how it ended.
    func end(_ report: AgentReport) {
        print(json ? report.json.serialized() : "\n" + report.text)
        flush()
    }

    private func action(_ turn: AgentTurn) -> String {
        guard turn.message.toolCalls.isEmpty else {
            return ReportedStep.action(of: turn, maximum: verbose ? 100_000 : 160)
        }
        return "says: " + ReportedStep.firstLine(turn.message.content, maximum: verbose ? 100_000 : 160)
    }

    private func show(_ step: AgentStep) {
        if let verdict = step.approval?.verdict, verdict != .allowedByRule { print("     (\(verdict.rawValue))") }
        let text = [step.observation.text, step.nudge].compactMap { $0 }.joined(separator: "\n")
        var lines = VisibleText.escaping(text).split(separator: "\n", omittingEmptySubsequences: false)
        while lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        let shown = verbose ? lines[...] : lines.prefix(Self.lineLimit)
        for line in shown {
            print("     " + (verbose || line.count <= 160 ? String(line) : line.prefix(159) + "…"))
        }
        if shown.count < lines.count { print("     … \(lines.count - shown.count) more lines") }
        let cost = "\(step.turn.outputTokens) tokens in \(Self.seconds(step.turn.seconds))"
        print("     [\(cost)" + (step.wasRun ? ", tool \(Self.seconds(step.seconds))]" : "]"))
    }

    private static func seconds(_ value: Double) -> String {
        value < 1 ? String(format: "%.1f ms", value * 1000) : String(format: "%.1f s", value)
    }

    /// What is printed is seen at once, also through a pipe.
    private func flush() { fflush(nil) }
}
