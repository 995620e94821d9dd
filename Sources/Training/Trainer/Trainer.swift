import Foundations
public import Tensors
public import Transformer

/// Trains a model, one optimizer step at a time.
///
/// A step passes its micro-batches through the model, adds up their gradients, clips, and updates. Every micro-batch is
/// weighted by one over the weight of the whole step, so that splitting a batch changes nothing but the memory it
/// needs.
public final class Trainer<Goal: Objective, Source: BatchSource> where Goal.Batch == Source.Batch {
    /// The model that is trained.
    public let model: CausalLM
    /// What is lowered.
    public let objective: Goal
    /// What it is trained on.
    public let source: Source
    /// How the weights follow the gradient.
    public let optimizer: AdamW
    /// The learning rate at every step.
    public let schedule: LearningRateSchedule
    /// The largest norm of a gradient; 0 leaves it as it is.
    public let gradientClip: Double
    /// Tokens trained on since the start of the run.
    public internal(set) var tokensSeen = 0

    private let seed: UInt64
    private let recordingTape: Tape
    private let plainTape: Tape

    /// - Parameters:
    ///   - device: the device that the model lives on.
    ///   - precision: element type of the matrix products.
    ///   - seed: the seed of what is random in a step, such as what falls away of an adapter's inputs.
    public init(
        model: CausalLM, objective: Goal, source: Source, optimizer: AdamW, schedule: LearningRateSchedule,
        gradientClip: Double, device: any ComputeDevice, precision: Precision, seed: UInt64 = 0
    ) {
        self.model = model
        self.objective = objective
        self.source = source
        self.optimizer = optimizer
        self.schedule = schedule
        self.gradientClip = gradientClip
        self.seed = seed
        recordingTape = Tape(device: device, mode: .training, precision: precision)
        plainTape = Tape(device: device, mode: .evaluation, precision: precision)
    }

    /// Steps taken since the start of the run.
    public var stepsTaken: Int { optimizer.stepCount }

    /// Takes the next step.
    ///
    /// - Returns: what it measured.
    /// - Throws: ``NotFinite`` where the loss or the gradient is no finite number, ``LimitExceeded`` where the objective's
    ///   limits are exceeded; the weights are as they were before.
    public func takeStep() throws -> StepResult {
        let step = stepsTaken
        let batches = try prepared(source.microBatches(ofStep: step))
        let weights = batches.map(objective.weight)
        let total = weights.reduce(0, +)
        let scale = total > 0 ? 1 / Float(total) : 0
        optimizer.clearGradients()
        var sum = 0.0
        var measured: [ObjectiveFigure] = []
        var draws = PassDraws(seed: seed(ofStep: step), firstRow: 0)
        for batch in batches {
            recordingTape.reset()
            recordingTape.draws = draws
            draws.firstRow += objective.rows(in: batch)
            let found = try objective.loss(of: batch, model: model, tape: recordingTape, scale: scale)
            sum += found.sum
            measured += found.figures
            recordingTape.backward()
        }
        let loss = total > 0 ? sum / total : 0
        guard loss.isFinite else { throw NotFinite(quantity: "loss", value: loss, step: step + 1) }
        let figures = measured.means
        try check(figures, loss: loss, step: step + 1)
        let norm = optimizer.gradientNorm()
        guard norm.isFinite else { throw NotFinite(quantity: "gradient norm", value: norm, step: step + 1) }
        let rate = schedule.rate(at: step)
        let clip = gradientClip > 0 && norm > gradientClip ? gradientClip / norm : 1
        optimizer.step(learningRate: rate, gradientScale: clip)
        let tokens = batches.reduce(0) { $0 + objective.tokens(in: $1) }
        tokensSeen += tokens
        return StepResult(loss: loss, gradientNorm: norm, learningRate: rate, tokens: tokens, figures: figures)
    }

    /// The seed of what is random in a step: a function of its number, as everything that a resumed run needs.
    private func seed(ofStep step: Int) -> UInt64 {
        var run = SplitMix64(seed: seed)
        var own = SplitMix64(seed: run.next() &+ UInt64(step))
        return own.next()
    }

    /// The mean loss over `batches`, in nats, the tokens they hold and what was measured; the model is not changed.
    public func evaluate(
        _ batches: some Sequence<Goal.Batch>
    ) throws -> (loss: Double, tokens: Int, figures: [NamedFigure]) {
        var sum = 0.0
        var (weight, tokens) = (0.0, 0)
        var measured: [ObjectiveFigure] = []
        for batch in try prepared(Array(batches)) {
            plainTape.reset()
            let found = try objective.loss(of: batch, model: model, tape: plainTape, scale: 0)
            sum += found.sum
            measured += found.figures
            weight += objective.weight(of: batch)
            tokens += objective.tokens(in: batch)
        }
        plainTape.reset()
        return (weight > 0 ? sum / weight : 0, tokens, measured.means)
    }

    private func prepared(_ batches: [Goal.Batch]) throws -> [Goal.Batch] {
        defer { plainTape.reset() }
        return try objective.prepare(batches, model: model, tape: plainTape)
    }

    private func check(_ figures: [NamedFigure], loss: Double, step: Int) throws {
        for figure in figures where !figure.value.isFinite {
            throw NotFinite(quantity: figure.name, value: figure.value, step: step)
        }
        for limit in objective.limits {
            guard let value = limit.name == "loss" ? loss : figures[limit.name], value > limit.highest else { continue }
            throw LimitExceeded(quantity: limit.name, value: value, limit: limit.highest, step: step)
        }
    }
}
