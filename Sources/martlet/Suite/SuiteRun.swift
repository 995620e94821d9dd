import ArgumentParser
import Evaluation
import Foundation
import Foundations

/// Measures one model by the tasks of a suite, one after another.
struct SuiteRun {
    let tasks: [(task: SuiteTask, prepared: PreparedTask)]
    let options: SuiteOptions
    /// A new folder: a report, and for each task a folder of its own.
    private let output: URL?

    /// Reads the data of every task, so that what is wrong with one is known before anything is measured.
    init(_ suite: EvaluationSuite, options: SuiteOptions) throws {
        tasks = try suite.tasks.map { task in
            do { return (task, try task.prepare()) } catch { throw CommandFailure("task '\(task.name)': \(error)") }
        }
        self.options = options
        output = options.output.map { URL(filePath: $0) }
        if let output, FileManager.default.fileExists(atPath: output.path) {
            throw CommandFailure("--output \(output.relativePath): it is there already; name a new folder")
        }
    }

    /// What became of each task. One that fails does not keep the others from being measured.
    ///
    /// - Throws: `Interruption` where the user has had enough; what was done stays in the folder.
    func results(on model: any EvaluatedModel, _ progress: SuiteProgress) async throws -> [SuiteResult] {
        if let output { try Folder.create(output) }
        var results: [SuiteResult] = []
        for (task, prepared) in tasks {
            let shown = EvaluationProgress(task.name, count: prepared.sampleCount)
            progress.show(shown)
            defer { progress.show(nil) }
            let outcome: Result<EvaluationReport, CommandFailure>
            do {
                outcome = .success(try await measure(task, prepared, model, shown))
            } catch let interruption as Interruption {
                throw interruption
            } catch {
                outcome = .failure(CommandFailure("\(error)"))
            }
            results.append(
                SuiteResult(
                    task: task, samples: prepared.sampleCount, settings: prepared.settings, seconds: shown.seconds,
                    outcome: outcome))
        }
        return results
    }

    private func measure(
        _ task: SuiteTask, _ prepared: PreparedTask, _ model: any EvaluatedModel, _ progress: EvaluationProgress
    ) async throws -> EvaluationReport {
        let folder = try output.map { try EvaluationOutput(folder: $0.appending(path: task.name)) }
        let report = try await prepared.evaluate(on: model, samplesAtOnce: 4 * options.batch) { record in
            try folder?.add(record)
            progress.add()
        }
        try folder?.finish(report.document)
        return report
    }

    /// Prints what became of the tasks, and writes it where there is a folder for it.
    ///
    /// - Throws: `ExitCode` where a task failed.
    func show(_ results: [SuiteResult], suite: String, source: ModelOption) throws {
        var document: JSONObject = [
            "suite": .string(suite), "model": .string(source.model), "tasks": .array(results.map(\.document)),
        ]
        document["adapter"] = source.adapter.map { .string($0) }
        if let output {
            try AtomicFile.write(
                JSONValue.object(document).serialized() + "\n", to: output.appending(path: "report.json"))
        }
        if options.json {
            print(JSONValue.object(document).serialized())
        } else {
            print(
                TextTable.text(
                    [["task", "score", "", "error", "samples"]] + results.flatMap(\.rows), toTheRight: 2...4))
            for result in results {
                guard case .success(let report) = result.outcome else { continue }
                for note in report.notes { print("note: \(result.task.name): \(note)") }
            }
            if let folder = options.output { print("samples: \(folder)/TASK/samples.jsonl") }
        }
        var hasFailed = false
        for result in results {
            guard case .failure(let failure) = result.outcome else { continue }
            StatusLine.note("task '\(result.task.name)': \(failure)")
            hasFailed = true
        }
        if hasFailed { throw ExitCode.failure }
    }
}
