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
        let models = try (0..<jobs).map { _ in try load(CPUDevice(threadCount: threads)) }
        let evaluator = TaskEvaluator(
            models: models, limits: limits, allowsUnsandboxedTests: allowsUnsandboxedTests)
        let progress = TaskProgress(count: count)
        defer { progress.clear() }
        return try await evaluator.evaluate(generator, count: count) { result in
            try each(result)
            progress.show(result)
        }
    }

    private func load(_ device: CPUDevice) throws -> LocalLanguageModel {
        do {
            return try LocalLanguageModel(directory: model, device: device, precision: precision)
        } catch LanguageModelError.noChatTemplate {
            // A base model: it is asked as its fine-tuned successor would be.
            let folder = try ModelDirectory.locate(model)
            let tokenizer = try Tokenizer(tokenizerJSON: folder.appending(path: Tokenizer.fileName))
            return try LocalLanguageModel(
                model: CausalLM(directory: folder), encoder: ChatEncoder(tokenizer: tokenizer),
                name: model.lastPathComponent, device: device, precision: precision)
        }
    }
}
