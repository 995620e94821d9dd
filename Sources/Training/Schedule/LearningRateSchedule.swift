import Glibc

/// The learning rate as a pure function of the step.
public struct LearningRateSchedule: Sendable, Hashable {
    /// How the rate falls after the warm-up.
    public let shape: ScheduleShape
    /// The highest rate.
    public let peak: Double
    /// The last rate, as a share of the peak.
    public let minimumRatio: Double
    /// Steps in which the rate climbs linearly to the peak.
    public let warmupSteps: Int
    /// Steps of the whole run.
    public let steps: Int
    /// The last share of the steps in which ``ScheduleShape/wsd`` decays.
    public let decayShare: Double

    public init(
        shape: ScheduleShape, peak: Double, minimumRatio: Double, warmupSteps: Int, steps: Int,
        decayShare: Double = 0.2
    ) {
        self.shape = shape
        self.peak = peak
        self.minimumRatio = minimumRatio
        self.warmupSteps = warmupSteps
        self.steps = steps
        self.decayShare = decayShare
    }

    /// The rate of the update with which step `step` (from 0) ends.
    ///
    /// The warm-up reaches the peak with its last step; the fall reaches `peak * minimumRatio` with the run's last
    /// step and stays there.
    public func rate(at step: Int) -> Double {
        if step < warmupSteps { return peak * Double(step + 1) / Double(warmupSteps) }
        switch shape {
        case .constant:
            return peak
        case .linear:
            return fallen(by: progress(of: step, from: warmupSteps))
        case .cosine:
            return fallen(by: 0.5 * (1 - cos(Double.pi * progress(of: step, from: warmupSteps))))
        case .wsd:
            let decaySteps = Int((decayShare * Double(steps)).rounded())
            return fallen(by: progress(of: step, from: max(warmupSteps, steps - decaySteps)))
        }
    }

    /// 0 on the step before `start`, 1 on the last step of the run.
    private func progress(of step: Int, from start: Int) -> Double {
        let length = steps - start
        guard length > 0 else { return step >= steps ? 1 : 0 }
        return min(1, max(0, Double(step - start + 1) / Double(length)))
    }

    /// The rate that lies `share` of the way from the peak to the minimum.
    private func fallen(by share: Double) -> Double {
        peak * (1 - share * (1 - minimumRatio))
    }
}
