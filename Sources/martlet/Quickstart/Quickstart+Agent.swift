import Agents
import Foundation
import Tensors
import Tokenization
import Transformer

extension Quickstart {
    /// The same held-out tasks for the base model and for the fine-tuned one, and tasks in wordings that were never
    /// trained.
    func giveTasks(_ report: inout QuickstartReport) async throws -> QuickstartStage {
        let familiar = TaskGenerator(seed: seed, split: .heldOut)
        let unseen = TaskGenerator(seed: seed, split: .heldOut, phrasings: .unseen)
        let begin = ContinuousClock.now
        // Who knows no end of a turn need not babble for long.
        let base = try await evaluate(
            "base model", folder.base, familiar, AgentLimits(steps: 12, outputTokens: 512, seconds: 120))
        let limits = AgentLimits(steps: 12, outputTokens: 4096, seconds: 120)
        let tuned = try await evaluate("agent", folder.agent, familiar, limits)
        let reworded = try await evaluate("agent, new wordings", folder.agent, unseen, limits)
        report.agent = QuickstartAgent(base: base, tuned: tuned, reworded: reworded)
        var stage = QuickstartStage(
            "agent", seconds: (ContinuousClock.now - begin) / .seconds(1),
            outcome: "\(taskCount) held-out tasks three times: base model, fine-tuned, new wordings")
        let tallies = [base.total, tuned.total, reworded.total]
        stage.tokens = tallies.reduce(0) { $0 + $1.outputTokens }
        stage.tokensPerSecond = Double(stage.tokens!) / max(stage.seconds, 1e-9)
        return stage
    }

    private func evaluate(
        _ name: String, _ run: URL, _ generator: TaskGenerator, _ limits: AgentLimits
    ) async throws -> TaskReport {
        say("agent", "\(name): \(taskCount) held-out tasks")
        let evaluation = AgentEvaluation(
            model: run, jobs: min(taskCount, threads ?? ProcessInfo.processInfo.activeProcessorCount),
            precision: .float32, limits: limits, allowsUnsandboxedTests: allowsUnsandboxedTests)
        return try await evaluation.run(generator, count: taskCount) { _ in try checkInterruption() }
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
