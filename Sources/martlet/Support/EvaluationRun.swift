import ArgumentParser
import Evaluation
import Foundation
import Foundations

/// Measures a model by a task, and tells what came of it.
struct EvaluationRun {
    let options: EvaluationOption
    /// What reports call the model, and the adapter that is laid over it.
    let model: String
    var adapter: String?
    /// The data, as the user named them.
    let data: String
    /// Settings of the task that the scores depend on.
    var settings: JSONObject = [:]

    /// Measures `model` by the samples of each file.
    ///
    /// - Parameter prepare: makes the task and the model; given what ticks between the passes of the model.
    func callAsFunction<Task: EvaluationTask>(
        _ name: String, files: [[Task.Sample]],
        prepare: (EvaluationProgress) throws -> (task: Task, model: any EvaluatedModel)
    ) async throws {
        Interruption.watch()
        let (samples, choice) = options.chosen(of: files)
        let output = try options.output.map { try EvaluationOutput(folder: URL(filePath: $0)) }
        let progress = EvaluationProgress(name, count: samples.count)
        defer { progress.clear() }
        let (task, measured) = try prepare(progress)
        var report = try await task.evaluate(samples, on: measured, samplesAtOnce: 4 * options.batch) { outcome in
            try output?.add(outcome.record)
            progress.add()
        }
        report.notes = choice + report.notes
        progress.clear()
        try show(report, samples: samples.count, seconds: progress.seconds, output)
    }

    /// Prints a report, and writes it where there is a folder for it.
    func show(
        _ report: EvaluationReport, samples: Int, seconds: Double, _ output: EvaluationOutput?
    ) throws {
        var document: JSONObject = [
            "model": .string(model), "data": .string(data), "samples": .integer(samples), "seconds": .number(seconds),
            "settings": .object(settings),
        ]
        document["adapter"] = adapter.map { .string($0) }
        document.members += report.document.object?.members ?? []
        try output?.finish(.object(document))
        if options.json {
            print(JSONValue.object(document).serialized())
            return
        }
        print(EvaluationTable.text(report))
        for note in report.notes { print("note: \(note)") }
        print("\(samples) \(samples == 1 ? "sample" : "samples") in \(String(format: "%.1f", seconds)) s")
        if let folder = options.output { print("samples: \(folder)/samples.jsonl") }
    }
}
