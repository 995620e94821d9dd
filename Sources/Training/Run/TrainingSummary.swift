public import Foundation
public import Foundations

/// What a training run came to.
public struct TrainingSummary: Sendable {
    /// How it ended.
    public var outcome: TrainingOutcome
    /// The run folder.
    public var folder: URL
    /// Learned numbers of the model.
    public var parameters: Int
    /// Learned numbers of the adapter, where one was trained in place of the model.
    public var adapterParameters: Int?
    /// Whether what was written is an adapter, to be laid over the model that it was trained on.
    public var isAdapter: Bool
    /// Steps taken, and steps of the whole run.
    public var step: Int
    public var steps: Int
    /// Tokens trained on.
    public var tokens: Int
    /// Time spent in optimizer steps, in seconds.
    public var seconds: Double
    /// Training loss of the first step, and the mean of the last 20 steps, in nats a token.
    public var firstLoss: Double?
    public var lastLoss: Double?
    /// The first and the last validation.
    public var firstEvaluation: EvaluationMetrics?
    public var lastEvaluation: EvaluationMetrics?
    /// Median over the steps.
    public var tokensPerSecond: Double
    /// Median share of the measured matrix product peak; nil where it was not measured.
    public var utilization: Double?

    /// Gathers the figures of a run from its records.
    ///
    /// - Parameter mergesAdapter: whether an adapter was added to the weights that are written.
    public init(
        outcome: TrainingOutcome, folder: URL, parameters: Int, adapterParameters: Int? = nil,
        mergesAdapter: Bool = false, steps: Int, records: [MetricsRecord]
    ) {
        let taken = records.compactMap { record in
            if case .step(let metrics) = record { metrics } else { nil }
        }
        let evaluations = records.compactMap { record in
            if case .evaluation(let metrics) = record { metrics } else { nil }
        }
        self.outcome = outcome
        self.folder = folder
        self.parameters = parameters
        self.adapterParameters = adapterParameters
        isAdapter = adapterParameters != nil && !mergesAdapter
        self.steps = steps
        step = taken.last?.step ?? 0
        tokens = taken.last?.tokens ?? 0
        seconds = taken.reduce(0) { $0 + $1.seconds }
        firstLoss = taken.first?.loss
        lastLoss = Self.mean(taken.suffix(20).map(\.loss))
        firstEvaluation = evaluations.first
        lastEvaluation = evaluations.last
        tokensPerSecond = Self.median(taken.map(\.tokensPerSecond)) ?? 0
        utilization = Self.median(taken.compactMap(\.utilization))
    }

    /// The folder of the finished model, or of the adapter that was trained in its place.
    public var modelFolder: URL { folder.appending(path: isAdapter ? "adapter" : "model") }

    /// The figures as JSON.
    public var json: JSONValue {
        var object: JSONObject = [
            "outcome": outcome == .finished ? "finished" : "interrupted",
            "run": .string(folder.path),
            "parameters": .integer(parameters),
            "step": .integer(step),
            "steps": .integer(steps),
            "tokens": .integer(tokens),
            "seconds": .number(seconds),
            "tokens_per_second": .number(tokensPerSecond),
        ]
        object["adapter_parameters"] = adapterParameters.map { .integer($0) }
        object["utilization"] = utilization.map { .number($0) }
        object["first_loss"] = firstLoss.map { .number($0) }
        object["last_loss"] = lastLoss.map { .number($0) }
        object["first_validation_loss"] = firstEvaluation?.loss.map { .number($0) }
        object["last_validation_loss"] = lastEvaluation?.loss.map { .number($0) }
        object["first_bits_per_byte"] = firstEvaluation?.bitsPerByte.map { .number($0) }
        object["last_bits_per_byte"] = lastEvaluation?.bitsPerByte.map { .number($0) }
        object["first_validation_figures"] = firstEvaluation?.figures.json
        object["last_validation_figures"] = lastEvaluation?.figures.json
        switch outcome {
        case .finished: object[isAdapter ? "adapter" : "model"] = .string(modelFolder.path)
        case .interrupted(_, let checkpoint): object["checkpoint"] = .string(checkpoint.path)
        }
        return .object(object)
    }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    private static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
}
