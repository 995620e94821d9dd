public import Foundations

/// A task with its samples, whatever their kind: ready to be measured on any model.
public struct PreparedTask: Sendable {
    /// How many samples are measured.
    public let sampleCount: Int
    /// Settings that the scores depend on.
    public let settings: JSONObject
    private let body: @Sendable (any EvaluatedModel, Int, (JSONValue) throws -> Void) async throws -> EvaluationReport

    /// Joins samples and the task that is made for a model.
    ///
    /// - Parameters:
    ///   - samples: what is measured.
    ///   - settings: what of the task reports are to tell.
    ///   - notes: what there is to say about the choice of the samples.
    ///   - make: gives the task for a model.
    public init<Task: EvaluationTask>(
        _ samples: [Task.Sample], settings: JSONObject = [:], notes: [String] = [],
        make: @escaping @Sendable (any EvaluatedModel) -> Task
    ) {
        sampleCount = samples.count
        self.settings = settings
        body = { model, samplesAtOnce, each in
            var report = try await make(model).evaluate(samples, on: model, samplesAtOnce: samplesAtOnce) {
                try each($0.record)
            }
            report.notes = notes + report.notes
            return report
        }
    }

    /// Measures a model.
    ///
    /// - Parameters:
    ///   - samplesAtOnce: samples that the model is given at a time; no score depends on it.
    ///   - each: told what explains the score of each sample, in order; what it throws ends the work.
    public func evaluate(
        on model: any EvaluatedModel, samplesAtOnce: Int = 32, each: (JSONValue) throws -> Void = { _ in }
    ) async throws -> EvaluationReport {
        try await body(model, samplesAtOnce, each)
    }
}
