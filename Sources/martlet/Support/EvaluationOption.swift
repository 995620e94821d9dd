import ArgumentParser
import Evaluation
import Foundation
import Tensors

/// What all measurements of a model have in common.
struct EvaluationOption: ParsableArguments {
    @Option(help: ArgumentHelp("Measure the first n samples of each file alone.", valueName: "n"))
    var limit: Int?

    @Option(help: ArgumentHelp("Samples computed together. The scores do not depend on it.", valueName: "n"))
    var batch = 8

    @Option(
        help: ArgumentHelp("A new folder for report.json and samples.jsonl, a line a sample.", valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1") }
        if batch < 1 { throw ValidationError("--batch must be at least 1") }
    }

    /// The samples to measure of those of each file, and what there is to say about the choice.
    func chosen<Sample>(of files: [[Sample]]) -> (samples: [Sample], notes: [String]) {
        SampleChoice(limit: limit).chosen(of: files)
    }

    /// Loads a model to be measured.
    func model(_ source: ModelOption, progress: EvaluationProgress) throws -> LocalEvaluatedModel {
        try model(
            source.model, adapter: source.adapter, device: source.device(), precision: source.chosenPrecision,
            betweenPasses: progress.tick)
    }

    /// Loads a model by its name; without a precision it computes as suits its weights.
    func model(
        _ name: String, adapter: String? = nil, device: CPUDevice, precision: Precision? = nil,
        betweenPasses: @escaping @Sendable () throws -> Void
    ) throws -> LocalEvaluatedModel {
        try LocalEvaluatedModel(
            directory: URL(filePath: name), adapter: adapter.map { URL(filePath: $0) }, name: name, device: device,
            precision: precision, batch: batch, betweenPasses: betweenPasses)
    }
}
