import Foundation

/// Tells how a run is getting on: one line that is rewritten on a terminal, plain lines now and then elsewhere.
///
/// Which lines are due is decided from the times that the caller gives, so that it can be tested without waiting.
public struct TrainingProgress: Sendable {
    /// Whether the line is rewritten in place.
    public let isTerminal: Bool
    /// Steps of the whole run.
    public var steps: Int
    private var lastShown = -Double.infinity
    private var secondsPerStep: Double?
    private var hasOpenLine = false

    /// - Parameters:
    ///   - steps: steps of the whole run.
    ///   - isTerminal: whether the output is a terminal.
    public init(steps: Int = 0, isTerminal: Bool) {
        self.steps = steps
        self.isTerminal = isTerminal
    }

    /// What to print after a step; empty where nothing is due. `now` is a time in seconds that only grows.
    public mutating func report(_ metrics: StepMetrics, now: Double) -> String {
        // The newest steps count most: the time a step takes changes with what else the machine does.
        secondsPerStep = secondsPerStep.map { 0.95 * $0 + 0.05 * metrics.seconds } ?? metrics.seconds
        let isLast = metrics.step == steps
        guard isLast || now - lastShown >= (isTerminal ? 0.1 : 10) else { return "" }
        lastShown = now
        let line = Self.line(metrics, steps: steps, secondsPerStep: secondsPerStep ?? 0)
        guard isTerminal else { return line + "\n" }
        hasOpenLine = true
        return "\r" + line + "\u{1B}[K"
    }

    /// What to print for a message of its own, such as a validation or a checkpoint.
    public mutating func message(_ text: String) -> String {
        defer { hasOpenLine = false }
        return (hasOpenLine ? "\r\u{1B}[K" : "") + text + "\n"
    }

    /// What to print when the last line is to stay.
    public mutating func finish() -> String {
        defer { hasOpenLine = false }
        return hasOpenLine ? "\n" : ""
    }

    /// The line of one step.
    static func line(_ metrics: StepMetrics, steps: Int, secondsPerStep: Double) -> String {
        let width = String(steps).count
        let number = String(metrics.step)
        let padded = String(repeating: " ", count: max(0, width - number.count)) + number
        let share = Int(100 * Double(metrics.step) / Double(max(1, steps)))
        var parts = [
            "step \(padded)/\(steps) (\(share)%)", "loss \(FigureFormat.fixed(metrics.loss, 4))",
            "\(FigureFormat.count(metrics.tokensPerSecond)) tokens/s",
        ]
        if let utilization = metrics.utilization { parts.append("MFU \(FigureFormat.fixed(100 * utilization, 1))%") }
        parts.append("ETA " + FigureFormat.duration(secondsPerStep * Double(steps - metrics.step)))
        return parts.joined(separator: "  ")
    }
}
