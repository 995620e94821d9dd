import Agents
import Foundation
import Generation
import LanguageModels
import Tensors
import Tokenization
import Transformer

/// Gives tasks to a local model, several at a time, and shows how it goes.
struct AgentEvaluation {
    /// A model directory, or the folder of a finished run.
    let model: URL
    /// The folder of an adapter that is laid over it, or of the run that trained it.
    var adapter: URL?
    /// Tasks at a time; each has a copy of the model.
    let jobs: Int
    let precision: Precision
    let limits: AgentLimits
    let allowsUnsandboxedTests: Bool

    /// Gives the tasks 0 to `count` - 1.
    ///
    /// - Parameter each: told each result, in order; what it throws ends the evaluation.
    func run(
        _ generator: TaskGenerator, count: Int, each: @escaping @Sendable (TaskResult) throws -> Void
    ) async throws -> TaskReport {
        // Small models gain more from a processor for each task than from several for one.
        let threads = max(1, ProcessInfo.processInfo.activeProcessorCount / jobs)
        // A base model is asked as its fine-tuned successor would be.
        let files = try ModelFiles.locate(model, adapter: adapter)
        let template = try files.chatTemplate(otherwise: .standard)
        let models = try (0..<jobs).map { _ in
            try LocalLanguageModel(
                files: files, template: template, name: model.standardizedFileURL.lastPathComponent,
                device: CPUDevice(threadCount: threads), precision: precision)
        }
        let evaluator = TaskEvaluator(
            models: models, limits: limits, allowsUnsandboxedTests: allowsUnsandboxedTests)
        let progress = TaskProgress(count: count)
        defer { progress.clear() }
        return try await evaluator.evaluate(generator, count: count) { result in
            try each(result)
            progress.show(result)
        }
    }
}
