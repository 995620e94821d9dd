import Tensors

/// The settings that every kind of training has, whatever its objective and its data.
///
/// What is optional is worked out by the kind's own resolution before a run begins.
public protocol TrainingSettings: KeyedConfiguration {
    var output: String? { get set }
    var microBatchSize: Int? { get set }
    var steps: Int? { get set }
    var minutes: Double? { get set }
    var learningRate: Double? { get set }
    var minimumLearningRateRatio: Double { get set }
    var warmupSteps: Int? { get set }
    var schedule: ScheduleShape { get set }
    var decayShare: Double { get set }
    var beta1: Double { get set }
    var beta2: Double { get set }
    var epsilon: Double { get set }
    var weightDecay: Double { get set }
    var gradientClip: Double { get set }
    var precision: TrainingPrecision { get set }
    var seed: UInt64 { get set }
    var evaluateEvery: Int? { get set }
    var checkpointEvery: Int? { get set }
    var keepCheckpoints: Int { get set }
    var sampleEvery: Int? { get set }
    var samplePrompt: String { get set }
    var sampleTokens: Int { get set }
    var threads: Int? { get set }
}

extension TrainingSettings {
    /// The learning rate at every step; a constant one while the number of steps is not known yet.
    ///
    /// - Precondition: the learning rate is resolved.
    public var learningRateSchedule: LearningRateSchedule {
        guard let steps, let warmupSteps else {
            return LearningRateSchedule(
                shape: .constant, peak: learningRate!, minimumRatio: 1, warmupSteps: 0, steps: 1)
        }
        return LearningRateSchedule(
            shape: schedule, peak: learningRate!, minimumRatio: minimumLearningRateRatio, warmupSteps: warmupSteps,
            steps: steps, decayShare: decayShare)
    }

    /// The settings of the optimizer.
    var optimizer: AdamW.Settings {
        var settings = AdamW.Settings()
        settings.beta1 = beta1
        settings.beta2 = beta2
        settings.epsilon = epsilon
        settings.weightDecay = weightDecay
        return settings
    }

    /// The element type of the products, with ``TrainingPrecision/auto`` resolved for this processor.
    var arithmetic: Precision {
        switch precision {
        case .auto: Precision.fastest
        case .bf16: .bfloat16
        case .fp32: .float32
        }
    }

    /// Refuses to resume with a setting that would have given other weights or other records.
    func checkResumable(from recorded: Self) throws(ConfigurationError) {
        for key in Self.keys where !key.mayChangeOnResume {
            let (old, new) = (key.value(in: recorded), key.value(in: self))
            if old != new {
                throw .changedOnResume(key: key.name, recorded: old ?? "nothing", given: new ?? "nothing")
            }
        }
    }

    /// Refuses a value outside its range.
    static func check<Value: Comparable>(
        _ key: String, _ value: Value?, in range: ClosedRange<Value>
    ) throws(ConfigurationError) {
        guard let value, !range.contains(value) else { return }
        throw .unusable(key: key, reason: "\(value) is outside \(range.lowerBound) to \(range.upperBound)")
    }
}
