import Agents
import Evaluation
import Foundation
import Tensors
import Tokenization
import Transformer

extension Quickstart {
    /// The models after each stage.
    private var stagesToMeasure: [(name: String, run: URL)] {
        [("base", folder.base), ("tasks", folder.tuned), ("preferences", folder.preferred), ("practice", folder.agent)]
    }

    /// The same held-out tasks for the model of every stage, in wordings of training and in wordings that were never
    /// trained, and how far each has moved from the one before.
    func measure(
        _ tokenizer: Tokenizer, _ device: CPUDevice, _ report: inout QuickstartReport
    ) async throws -> QuickstartStage {
        let begin = ContinuousClock.now
        let encoder = try ChatEncoder(tokenizer: tokenizer)
        let expert = try await expertTexts(encoder)
        var before: (model: QuickstartModel, weights: CausalLM)?
        for (name, run) in stagesToMeasure {
            say("measures", "\(name): \(2 * taskCount) held-out tasks")
            let limits = AgentLimits(steps: 12, outputTokens: before == nil ? 512 : 4096, seconds: 120)
            let familiar = try await evaluate(run, .trained, limits)
            let reworded = try await evaluate(run, .unseen, limits)
            let weights = try CausalLM(directory: run.appending(path: "model"))
            let measure = TextMeasure(device: device)
            var model = QuickstartModel(
                name: name, loss: try measure.loss(of: expert, under: weights), familiar: familiar,
                reworded: reworded, answerLength: Self.answerLength(familiar.results + reworded.results, tokenizer))
            if let before {
                model.winRate = WinRate(
                    zip(model.results, before.model.results).map { TaskJudge.judgement(of: $0, against: $1) })
                let texts = try Self.sample(model.results).compactMap { try Self.marked($0.chat, encoder, weights) }
                model.divergence = try measure.divergence(of: weights, from: before.weights, along: texts)
            }
            report.models.models.append(model)
            before = (model, weights)
        }
        report.answers = answers(report.models.models)
        var stage = QuickstartStage(
            "measures", seconds: (ContinuousClock.now - begin) / .seconds(1),
            outcome: "\(2 * taskCount) held-out tasks for each of \(stagesToMeasure.count) models")
        stage.tokens = report.models.models.flatMap(\.results).reduce(0) { $0 + $1.usage.outputTokens }
        stage.tokensPerSecond = Double(stage.tokens!) / max(stage.seconds, 1e-9)
        return stage
    }

    private func evaluate(_ run: URL, _ phrasings: PhrasingSet, _ limits: AgentLimits) async throws -> TaskReport {
        let evaluation = AgentEvaluation(
            model: run, jobs: min(taskCount, threads ?? ProcessInfo.processInfo.activeProcessorCount),
            precision: .float32, limits: limits, allowsUnsandboxedTests: allowsUnsandboxedTests)
        let tasks = TaskGenerator(seed: seed, split: .heldOut, phrasings: phrasings)
        return try await evaluation.run(tasks, count: taskCount) { _ in try checkInterruption() }
    }

    // MARK: Texts

    /// What a good expert does with held-out tasks.
    private func expertTexts(_ encoder: ChatEncoder) async throws -> [MarkedText] {
        var texts: [MarkedText] = []
        let corpus = TaskCorpus(TaskGenerator(seed: seed &+ 3, split: .heldOut))
        try await corpus.make(min(taskCount, 66), jobs: 2) { _, chat in
            try checkInterruption()
            let encoded = try encoder.encode(chat)
            texts.append(MarkedText(tokens: encoded.tokens, isMeasured: encoded.isTrained))
        }
        return texts
    }

    /// Some of many, spread over all of them.
    private static func sample(_ results: [TaskResult]) -> [TaskResult] {
        let stride = max(1, results.count / 66)
        return results.indices.filter { $0.isMultiple(of: stride) }.map { results[$0] }
    }

    /// A conversation with the model's turns marked; nil where it has none, or has outgrown the context.
    private static func marked(_ chat: Chat, _ encoder: ChatEncoder, _ model: CausalLM) throws -> MarkedText? {
        guard chat.messages.last?.role == .assistant else { return nil }
        let encoded = try encoder.encode(chat)
        guard encoded.tokens.count <= model.configuration.maximumPositions else { return nil }
        return MarkedText(tokens: encoded.tokens, isMeasured: encoded.isTrained)
    }

    private static func answerLength(_ results: [TaskResult], _ tokenizer: Tokenizer) -> ScoreEstimate {
        ScoreEstimate(
            meanOf: results.compactMap { result in
                guard case .answered(let answer) = result.run.ending else { return nil }
                return Double(tokenizer.encode(answer).count)
            })
    }

    /// Tasks that show what the stages are about, and what each model made of them.
    private func answers(_ models: [QuickstartModel]) -> [QuickstartAnswers] {
        guard let results = models.last?.results else { return [] }
        let wanted: [TaskKind] = [.findMention, .missingValue, .removeFile, .compute, .changeCall]
        return wanted.compactMap { kind in results.firstIndex { $0.task.kind == kind } }.map { place in
            QuickstartAnswers(
                prompt: results[place].task.goal,
                answers: models.map { ($0.name, QuickstartAnswers.summary(of: $0.results[place])) })
        }
    }

    /// A folder to try the agent in, with what it may be asked.
    func layOutExample() throws -> String {
        let task = TaskGenerator(seed: seed &+ 1, split: .heldOut, kinds: [.changeCall]).task(at: 0)
        for file in task.files {
            let target = folder.workspace.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.content.utf8).write(to: target)
        }
        return task.goal
    }
}
