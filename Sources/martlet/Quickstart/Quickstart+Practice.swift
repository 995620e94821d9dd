import AgentTraining
import Agents
import Foundation
import Tensors
import Tokenization
import Training

extension Quickstart {
    /// The agent: it practises on tasks that no expert has shown, in wordings of their own, and learns from what it solves.
    func practise(_ minutes: Double, _ device: CPUDevice) throws -> QuickstartStage {
        say("practice", "\(FigureFormat.duration(60 * minutes)) of practice")
        let settings = practiceSettings(minutes)
        let material = try ReinforcementMaterial(settings)
        guard case .tasks(let practice) = material.subject else { preconditionFailure("tasks are asked for") }
        let display = TrainingDisplay()
        let training = Reinforcement(
            model: material.model, practice: practice, device: device, stop: Interruption.signal
        ) { display.show($0) }
        var finished: TrainingSummary?
        let elapsed = try seconds { finished = try training.start(settings, in: folder.agent) }
        let summary = finished!
        let success = [summary.firstEvaluation, summary.lastEvaluation].compactMap { $0?.figures["success"] }
        let episodes = summary.step * settings.promptsPerIteration * settings.groupSize!
        return try stage(
            "practice", elapsed, summary,
            "\(FigureFormat.grouped(episodes)) episodes, \(FigureFormat.grouped(summary.step)) steps; held out, solved "
                + success.map { FigureFormat.fixed(100 * $0, 0) + "%" }.joined(separator: " -> "), resume: "grpo")
    }

    private func practiceSettings(_ minutes: Double) -> ReinforcementConfiguration {
        var settings = ReinforcementConfiguration()
        settings.model = folder.preferred.appending(path: "model").path
        settings.environment = .tasks
        settings.minutes = minutes
        settings.promptsPerIteration = min(11, max(1, Int(11 * minutes)))
        settings.groupSize = 8
        settings.maxTokens = 400
        settings.learningRate = 1e-4 * 128 / Double(32 * depth)
        settings.reference = false
        // At the beginning and at the end.
        settings.evaluateEvery = 1_000_000
        settings.evaluationPrompts = min(66, taskCount)
        settings.sampleEvery = 0
        settings.allowUnsandboxed = allowsUnsandboxedTests
        settings.seed = seed
        settings.threads = threads
        return settings
    }
}
