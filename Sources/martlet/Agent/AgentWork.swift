import Agents
import ArgumentParser
import Foundation
import LanguageModels
import Training

/// A run at work on a terminal: it is shown, can be interrupted, and ends with its report.
struct AgentWork: Sendable {
    let model: any LanguageModel
    let place: AgentPlace
    let allow: ToolTier
    let display: AgentDisplay
    /// Begins the run or takes it up.
    let open: @Sendable () throws -> HeldRun

    /// The exit status of a run that ended in a report.
    static let gaveUpStatus: Int32 = 3

    /// Works until the run ends, and ends the command with its status.
    ///
    /// - Throws: `ExitCode` where the run gave up, ``Interruption``, and what the run throws.
    func perform() async throws {
        Interruption.watch()
        let work = Task { try await untilItEnds() }
        // The run waits for the model, a tool or a person: wherever that is, the signal must get there.
        let watch = Task {
            while !Interruption.signal.isRequested { try await Task.sleep(for: .milliseconds(50)) }
            work.cancel()
        }
        defer { watch.cancel() }
        if case .stopped = try await work.value { throw ExitCode(Self.gaveUpStatus) }
    }

    private func untilItEnds() async throws -> AgentEnding {
        let held = try open()
        let start = held.state.start
        guard start.model == model.name else {
            throw CommandFailure(
                "run \(start.id) was begun with the model '\(start.model)', not '\(model.name)', which would not go on "
                    + "where that one stopped")
        }
        if held.cutBytes > 0 {
            StatusLine.note("the last record of the journal was torn: its \(held.cutBytes) bytes are left out")
        }
        display.begin(held.state)
        let run = try held.go(date: Date.now.ISO8601Format()) { event, state in display.show(event, state) }
        let agent = Agent(
            model: model, environment: place.environment,
            policy: TierPolicy(allowing: allow, asking: TerminalApprover.ifAnybodyIsThere))
        do {
            let ending = try await agent.run(run)
            try place.environment.end()
            display.end(AgentReport(run.state))
            return ending
        } catch is CancellationError {
            throw Interruption.interrupted(Self.hint(run.state))
        } catch {
            StatusLine.note(Self.hint(run.state))
            throw error
        }
    }

    private static func hint(_ state: AgentState) -> String {
        let count = state.steps.count
        return
            "\(count) step\(count == 1 ? " is" : "s are") recorded; go on with: martlet agent resume \(state.start.id)"
    }
}
