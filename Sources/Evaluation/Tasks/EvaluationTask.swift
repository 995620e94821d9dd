/// Something that models are measured by: samples, what a model makes of each, and the scores of all.
public protocol EvaluationTask: Sendable {
    /// A question, with what counts as its answer.
    associatedtype Sample: Sendable
    /// What a model made of a sample.
    associatedtype Outcome: EvaluationOutcome

    /// The name in reports and on the command line.
    var name: String { get }

    /// What the model makes of the samples, in their order.
    func outcomes(of samples: [Sample], by model: any EvaluatedModel) async throws -> [Outcome]

    /// The scores of all outcomes.
    func report(on outcomes: [Outcome]) -> EvaluationReport
}

extension EvaluationTask {
    /// Measures a model.
    ///
    /// - Parameters:
    ///   - samplesAtOnce: samples that the model is given at a time; no score depends on it.
    ///   - each: told each outcome, in order; what it throws ends the work.
    /// - Throws: ``EvaluationError/noSamples(task:)``, and what the model throws.
    public func evaluate(
        _ samples: [Sample], on model: any EvaluatedModel, samplesAtOnce: Int = 32,
        each: (Outcome) throws -> Void = { _ in }
    ) async throws -> EvaluationReport {
        guard !samples.isEmpty else { throw EvaluationError.noSamples(task: name) }
        var all: [Outcome] = []
        for start in stride(from: 0, to: samples.count, by: max(1, samplesAtOnce)) {
            let part = Array(samples[start..<min(samples.count, start + max(1, samplesAtOnce))])
            let outcomes = try await self.outcomes(of: part, by: model)
            for outcome in outcomes { try each(outcome) }
            all += outcomes
        }
        return report(on: all)
    }
}
