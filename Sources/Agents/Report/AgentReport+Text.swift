import Foundations

extension AgentReport {
    /// The report as text for a terminal.
    public var text: String {
        var lines: [String] = []
        switch ending {
        case .finished(let answer, let evidence):
            lines.append(VisibleText.escaping(answer))
            if !evidence.isEmpty { lines += ["", "evidence"] + evidence.map { "  " + Self.text($0) } }
        case .stopped(let cause): lines += stoppedLines(cause)
        case nil: lines += ["not ended", "goal  \(VisibleText.escaping(goal))"]
        }
        return (lines + ["", "used  \(used)"]).joined(separator: "\n")
    }

    private func stoppedLines(_ cause: StopCause) -> [String] {
        var lines = ["gave up: \(cause)", "goal  \(VisibleText.escaping(goal))"]
        lines += ["", "tried"] + (tried.isEmpty ? ["  nothing"] : tried.map { Self.text($0) })
        lines += ["", "failed"] + (failed.isEmpty ? ["  nothing"] : failed.map { Self.text($0) })
        lines += ["", "left for a person"] + left.map { "  - \($0)" }
        if let uncheckedReason {
            lines += [
                "", "the model's own words, which nothing has checked", "  " + VisibleText.escaping(uncheckedReason),
            ]
        }
        return lines
    }

    /// What was used, of the limits.
    public var used: String {
        let seconds = (usage.seconds * 10).rounded() / 10
        let again = resumptions == 0 ? "" : ", resumed \(resumptions == 1 ? "once" : "\(resumptions) times")"
        return
            "\(usage.steps) of \(limits.steps) steps, \(usage.outputTokens) of \(limits.outputTokens) output tokens, "
            + "\(seconds) of \(limits.seconds) s\(again)"
    }

    private static func text(_ step: ReportedStep) -> String {
        let status = step.exitStatus.map { " [exit \($0)]" } ?? ""
        return "  \(step.number)  \(step.action)\(status) -> \(step.outcome)"
    }

    private static func text(_ evidence: Evidence) -> String {
        let status = evidence.exitStatus.map { ", exit status \($0)" } ?? ""
        let changed = evidence.changedPaths.isEmpty ? "" : ", changed \(evidence.changedPaths.joined(separator: ", "))"
        return "step \(evidence.step)  \(evidence.tool)\(status)\(changed), output \(evidence.digest)"
    }
}
