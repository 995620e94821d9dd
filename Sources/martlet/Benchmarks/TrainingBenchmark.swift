import Tensors
import Training
import Transformer

/// Trains on random tokens and measures the steps.
final class TrainingBenchmark {
    private let setting: TrainingSetting
    private let precision: Precision
    private let cpu: CPUDevice
    private let device: TimedDevice
    private let trainer: Trainer<NextTokenObjective, RandomTokens>
    private var times: [Double] = []

    /// Steps before the measured ones, in which memory is made.
    private static let warmup = 2

    /// Makes a model and takes the first steps, which are not measured.
    ///
    /// - Parameter adapter: what is trained in place of the weights; nil: the weights.
    init(
        setting: TrainingSetting, precision: Precision, threads: Int?, engine: ProductEngine?,
        adapter: LoRAConfiguration? = nil
    ) throws {
        self.setting = setting
        self.precision = precision
        cpu = CPUDevice(threadCount: threads, productEngine: engine)
        device = TimedDevice(cpu)
        let model = try CausalLM(configuration: setting.model, seed: 1)
        if let adapter { try model.attach(LoRAAdapter(adapter, for: model, seed: 1)) }
        let optimizer = AdamW(parameters: model.trainableParameters, settings: AdamW.Settings(), device: device)
        trainer = Trainer(
            model: model, objective: NextTokenObjective(), source: RandomTokens(setting: setting),
            optimizer: optimizer,
            schedule: LearningRateSchedule(shape: .constant, peak: 3e-4, minimumRatio: 1, warmupSteps: 0, steps: 1),
            gradientClip: 1, device: device, precision: precision)
        for _ in 0..<Self.warmup { _ = try trainer.takeStep() }
        device.clear()
    }

    /// Takes `steps` measured steps, and returns the seconds of each.
    @discardableResult
    func takeTurn(steps: Int) throws -> [Double] {
        let turn = try (0..<steps).map { _ in try seconds { _ = try trainer.takeStep() } }
        times += turn
        return turn
    }

    /// Numbers that are trained.
    var trainedCount: Int { trainer.optimizer.parameters.reduce(0) { $0 + $1.count } }

    /// The figures of all turns so far, at least one.
    func measurement() -> TrainingMeasurement {
        let count = Double(times.count)
        let parts = device.entries.map { (name: $0.name, milliseconds: $0.entry.seconds / count * 1e3) }
        let rest = times.reduce(0, +) / count * 1e3 - parts.reduce(0) { $0 + $1.milliseconds }
        let operations = trainer.model.trainingFLOPs(perTokenAtLength: setting.length) * Double(setting.tokens)
        var measurement = TrainingMeasurement(
            side: "martlet \(precision.rawValue)", tokensAStep: setting.tokens, seconds: times)
        measurement.utilization =
            operations / measurement.medianSeconds / ProductPeak.measure(on: cpu, precision: precision)
        measurement.parts = parts + [(name: "between operations", milliseconds: rest)]
        return measurement
    }
}
