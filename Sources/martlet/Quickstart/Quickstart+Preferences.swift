import Agents
import Foundation
import Foundations
import Tensors
import Training

extension Quickstart {
    /// Pairs of answers: what tools have shown over what is invented, short over rambling, asking over deleting.
    ///
    /// - Returns: how many there are.
    func writePreferences(_ wanted: Int, jobs: Int) async throws -> Int {
        let count = max(wanted, 60)
        var lines: [UInt8] = []
        // Other tasks than those of the transcripts.
        try await TaskPreferences(seed: seed &+ 0x5EED, split: .training).make(count, jobs: jobs) { pair in
            try checkInterruption()
            lines += pair.document().serializedBytes() + [0x0A]
        }
        try lines.withUnsafeBytes { try AtomicFile.write($0, to: folder.preferences) }
        return count
    }

    /// The model that prefers what people would: the odds of the better turn are raised while it is learned (ORPO), which
    /// leaves what the pairs are not about as it is.
    func prefer(_ minutes: Double, _ device: CPUDevice) throws -> QuickstartStage {
        say("preferences", "\(FigureFormat.duration(60 * minutes)) of preference optimization")
        var settings = PreferenceConfiguration()
        settings.model = folder.tuned.appending(path: "model").path
        settings.data = folder.preferences.path
        settings.minutes = minutes
        settings.loss = .orpo
        settings.beta = 0.5
        settings.learningRate = 2e-4 * 128 / Double(32 * depth)
        settings.heldOut = 0.1
        settings.evaluationExamples = 64
        // At the beginning and at the end.
        settings.evaluateEvery = 1_000_000
        settings.seed = seed
        settings.threads = threads
        let material = try PreferenceMaterial(settings)
        let data = try material.data(settings)
        let display = TrainingDisplay()
        let training = PreferenceTraining(
            model: material.model, data: data, device: device, stop: Interruption.signal
        ) { display.show($0) }
        var finished: TrainingSummary?
        let elapsed: Double
        do {
            elapsed = try seconds { finished = try training.start(settings, in: folder.preferred) }
        } catch PreferenceError.stoppedBeforeTraining {
            throw Interruption.interrupted("the fine-tuned model is finished: \(folder.tuned.path)")
        }
        let summary = finished!
        let accuracy = [summary.firstEvaluation, summary.lastEvaluation].compactMap { $0?.figures["accuracy"] }
        return try stage(
            "preferences", elapsed, summary,
            "\(FigureFormat.grouped(data.train.count)) pairs, \(FigureFormat.grouped(summary.step)) steps; "
                + "held out, right \(accuracy.map { FigureFormat.fixed(100 * $0, 0) + "%" }.joined(separator: " -> "))",
            resume: "dpo")
    }
}
