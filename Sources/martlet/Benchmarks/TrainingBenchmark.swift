import Tensors
import Training
import Transformer

/// Trains on random tokens and measures the steps.
struct TrainingBenchmark {
    let setting: TrainingSetting
    let precision: Precision
    let steps: Int
    let threads: Int?
    let engine: ProductEngine?

    /// Steps before the measured ones, in which memory is made.
    private static let warmup = 2

    func measure() throws -> TrainingMeasurement {
        let cpu = CPUDevice(threadCount: threads, productEngine: engine)
        let device = TimedDevice(cpu)
        let model = try CausalLM(configuration: setting.model, seed: 1)
        let optimizer = AdamW(parameters: model.parameters, settings: AdamW.Settings(), device: device)
        let trainer = Trainer(
            model: model, objective: NextTokenObjective(), source: RandomTokens(setting: setting),
            optimizer: optimizer,
            schedule: LearningRateSchedule(
                shape: .constant, peak: 3e-4, minimumRatio: 1, warmupSteps: 0, steps: steps + Self.warmup),
            gradientClip: 1, device: device, precision: precision)
        for _ in 0..<Self.warmup { _ = try trainer.takeStep() }
        device.clear()
        let times = try (0..<steps).map { _ in try seconds { _ = try trainer.takeStep() } }
        let parts = device.entries.map { (name: $0.name, milliseconds: $0.entry.seconds / Double(steps) * 1e3) }
        let rest = times.reduce(0, +) / Double(steps) * 1e3 - parts.reduce(0) { $0 + $1.milliseconds }
        let sorted = times.sorted(), median = sorted[sorted.count / 2]
        let operations = model.trainingFLOPs(perTokenAtLength: setting.length) * Double(setting.tokens)
        let peak = ProductPeak.measure(on: cpu, precision: precision)
        return TrainingMeasurement(
            side: "martlet \(precision.rawValue)", tokensPerSecond: Double(setting.tokens) / median,
            bestTokensPerSecond: Double(setting.tokens) / sorted[0], utilization: operations / median / peak,
            parts: parts + [(name: "between operations", milliseconds: rest)])
    }
}
