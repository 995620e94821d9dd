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
        let all = files.reduce(0) { $0 + $1.count }
        let samples = files.flatMap { $0.prefix(limit ?? .max) }
        guard samples.count < all else { return (samples, []) }
        let place = files.count == 1 ? "" : " of each of \(files.count) files"
        return (samples, ["the first \(limit ?? 0)\(place): \(samples.count) of \(all) samples"])
    }

    /// Loads a model to be measured.
    func model(_ source: ModelOption, progress: EvaluationProgress) throws -> LocalEvaluatedModel {
        try model(source.model, device: source.device(), precision: source.chosenPrecision, progress: progress)
    }

    /// Loads a model by its name; without a precision it computes as suits its weights.
    func model(
        _ name: String, device: CPUDevice, precision: Precision? = nil, progress: EvaluationProgress
    ) throws -> LocalEvaluatedModel {
        try LocalEvaluatedModel(
            directory: URL(filePath: name), name: name, device: device, precision: precision, batch: batch,
            betweenPasses: progress.tick)
    }
}
