import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Training
import Transformer

@Suite("Training on preferences")
struct PreferenceTrainingTests {
    private func trainer<Goal: Objective>(
        _ objective: Goal, loss: PreferenceLossKind, microBatch: Int, batch: Int = 8, rate: Double = 3e-3,
        lora: Bool = false
    ) throws -> Trainer<Goal, PreferenceLoader> where Goal.Batch == PreferenceBatch {
        let model = try ModelShape.all[1].model()
        if lora { try model.attach(LoRAAdapter(LoRAConfiguration(rank: 4, dropout: 0.2), for: model, seed: 9)) }
        let examples = TinyPreferences.examples(24, judged: loss == .kto, seed: 5)
        let references = examples.map { example in
            TextPair(first: sum(example.first, model), second: sum(example.second, model))
        }
        return Trainer(
            model: model, objective: objective,
            source: PreferenceLoader(
                examples: examples, references: references, batchSize: batch, microBatchSize: microBatch, seed: 2),
            optimizer: AdamW(
                parameters: model.trainableParameters + objective.parameters, settings: AdamW.Settings(),
                device: CPUDevice.shared),
            schedule: LearningRateSchedule(
                shape: .constant, peak: rate, minimumRatio: 1, warmupSteps: 0, steps: 100), gradientClip: 1,
            device: CPUDevice.shared, precision: .float32)
    }

    /// The log-probability of an answer, from the plain loss.
    private func sum(_ text: FineTuneExample, _ model: CausalLM) -> Double {
        let targets = text.tokens.indices.map { index in
            index + 1 < text.tokens.count && text.isTrained[index + 1] ? text.tokens[index + 1] : -1
        }
        return -model.loss(
            tokens: text.tokens, targets: targets, sequences: 1, length: text.tokens.count, scale: 1,
            tape: Tape(mode: .evaluation)
        ).nats
    }

    private func objective(_ loss: PreferenceLossKind) -> PreferenceObjective {
        switch loss {
        case .dpo: PreferenceObjective(loss: .pairwise(DPOLoss()))
        case .ipo: PreferenceObjective(loss: .pairwise(IPOLoss()))
        case .hinge: PreferenceObjective(loss: .pairwise(HingeLoss()))
        case .cdpo: PreferenceObjective(loss: .pairwise(ConservativeDPOLoss(labelSmoothing: 0.1)))
        case .rdpo: PreferenceObjective(loss: .pairwise(RobustDPOLoss(labelSmoothing: 0.1)))
        case .kto: PreferenceObjective(loss: .judging(KTOLoss()))
        case .orpo: PreferenceObjective(loss: .pairwise(ORPOLoss()))
        case .simpo: PreferenceObjective(loss: .pairwise(SimPOLoss()))
        case .reward: preconditionFailure("a reward model has an objective of its own")
        }
    }

    private static let policies = PreferenceLossKind.allCases.filter { $0 != .reward }

    private func expectSame<Goal: Objective>(
        _ make: () -> Goal, _ loss: PreferenceLossKind, lora: Bool = false
    ) throws where Goal.Batch == PreferenceBatch {
        let whole = try trainer(make(), loss: loss, microBatch: 8, lora: lora)
        let parts = try trainer(make(), loss: loss, microBatch: 1, lora: lora)
        for _ in 0..<3 {
            let (expected, found) = (try whole.takeStep(), try parts.takeStep())
            #expect(abs(expected.loss - found.loss) < 2e-5 * max(1, abs(expected.loss)))
            #expect(abs(expected.gradientNorm - found.gradientNorm) < 1e-3 * expected.gradientNorm)
            #expect(expected.tokens == found.tokens)
            #expect(expected.figures.map(\.name).sorted() == found.figures.map(\.name).sorted())
            for figure in expected.figures {
                let other = try #require(found.figures[figure.name])
                #expect(abs(figure.value - other) < 1e-4 * max(1, abs(figure.value)), "\(figure.name)")
            }
        }
        for (expected, found) in zip(whole.optimizer.parameters, parts.optimizer.parameters) {
            #expect(zip(expected.value.values, found.value.values).allSatisfy { abs($0 - $1) < 5e-4 })
        }
    }

    @Test("Eight batches of one equal one batch of eight, whatever the loss", arguments: policies)
    func accumulation(loss: PreferenceLossKind) throws {
        try expectSame({ objective(loss) }, loss)
    }

    @Test("Eight batches of one equal one batch of eight for a reward model", arguments: [false, true])
    func rewardAccumulation(lora: Bool) throws {
        try expectSame(
            { RewardObjective(head: ScalarHead(hiddenSize: 48), loss: RewardLoss(centring: 0.01)) }, .reward, lora: lora
        )
    }

    @Test("Eight batches of one equal one batch of eight for an adapter", arguments: [PreferenceLossKind.dpo, .kto])
    func adapterAccumulation(loss: PreferenceLossKind) throws {
        try expectSame({ objective(loss) }, loss, lora: true)
    }

    @Test("Against the model itself the losses begin at their closed forms")
    func beginnings() throws {
        let expected: [(PreferenceLossKind, Double)] = [
            (.dpo, 0.693_147), (.ipo, 25), (.hinge, 1), (.cdpo, 0.693_147), (.rdpo, 0.693_147), (.kto, 0.5),
        ]
        for (loss, value) in expected {
            let step = try trainer(objective(loss), loss: loss, microBatch: 4).takeStep()
            #expect(abs(step.loss - value) < 1e-4 * value, "\(loss): \(step.loss)")
            #expect(step.gradientNorm > 0)
            #expect(abs(try #require(step.figures["drift"])) < 1e-5)
        }
        let reward = try trainer(RewardObjective(head: ScalarHead(hiddenSize: 48)), loss: .reward, microBatch: 4)
        let batches = reward.source.microBatches(ofStep: 0)
        let margins = batches.flatMap(\.examples).map { example -> Double in
            if case .pair(let margin) = example.verdict { margin } else { 0 }
        }
        let closed = margins.reduce(0) { $0 + log(1 + exp($1)) } / Double(margins.count)
        #expect(abs(try reward.takeStep().loss - closed) < 1e-6)
    }

    @Test("Every loss falls, and pairs come to be told apart", arguments: policies)
    func learning(loss: PreferenceLossKind) throws {
        let trainer = try trainer(objective(loss), loss: loss, microBatch: 8)
        let first = try trainer.evaluate(trainer.source.batches())
        for _ in 0..<12 { _ = try trainer.takeStep() }
        let last = try trainer.evaluate(trainer.source.batches())
        #expect(last.loss < first.loss, "\(first.loss) -> \(last.loss)")
        let rewards = loss == .kto ? ("reward/desirable", "reward/undesirable") : ("reward/chosen", "reward/rejected")
        let margin = try #require(last.figures[rewards.0]) - #require(last.figures[rewards.1])
        let before = try #require(first.figures[rewards.0]) - #require(first.figures[rewards.1])
        #expect(margin > before)
    }

    @Test("A run whose policy drifts too far stops with an error that names its last checkpoint, which stays")
    func explosion() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyPreferences(.dpo, steps: 30)
        run.settings.learningRate = 0.3
        run.settings.warmupSteps = 0
        run.settings.checkpointEvery = 1
        run.settings.driftLimit = 0.5
        run.settings.lossLimit = 1e9
        let url = folder.file("run")
        let error = #expect(throws: TrainingError.self) { try run.start(in: url) }
        guard case .exploded("drift", let value, 0.5, let step, let checkpoint?) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
        #expect(value > 0.5 && step > 1)
        let (stored, rejected) = CheckpointStore(folder: url.appending(path: "checkpoints"), keep: 2).newest()
        #expect(stored?.step == step - 1 && stored?.url.path == checkpoint && rejected.isEmpty)
        #expect(FileManager.default.fileExists(atPath: url.appending(path: "report.html").path))
        #expect(error?.description.contains(checkpoint) == true)
    }

    @Test("A loss above its limit stops the run")
    func lossLimit() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyPreferences(.ipo)
        run.settings.lossLimit = 24
        let error = #expect(throws: TrainingError.self) { try run.start(in: folder.file("run")) }
        guard case .exploded("loss", _, 24, 1, nil) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
    }

    @Test("A trained reward model is read again, and scores as it did")
    func rewardModel() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyPreferences(.reward, steps: 60)
        run.settings.learningRate = 1e-2
        run.settings.evaluateEvery = 0
        let summary = try run.start(in: folder.file("run"))
        let model = try RewardModel(directory: summary.modelFolder)
        let found = RewardEvaluation(of: model, on: run.data.heldOut, device: CPUDevice.shared, precision: .float32)
        let recorded = try #require(summary.lastEvaluation)
        #expect(found.accuracy == recorded.figures["accuracy"])
        #expect(abs(found.meanMargin - recorded.figures["margin"]!) < 1e-4)
        let one = RewardEvaluation(
            of: model, on: run.data.heldOut, together: 1, device: CPUDevice.shared, precision: .float32)
        #expect(zip(one.margins, found.margins).allSatisfy { abs($0 - $1) < 1e-4 })
        #expect(throws: ModelError.noRewardHead(directory: run.model.path)) { try RewardModel(directory: run.model) }
        // Seen pairs are told apart.
        let seen = RewardEvaluation(of: model, on: run.data.train, device: CPUDevice.shared, precision: .float32)
        #expect(seen.accuracy > 0.8, "\(seen.accuracy)")
    }

    @Test("Accuracy and margin come with their standard errors")
    func evaluation() {
        let evaluation = RewardEvaluation(margins: [1, 2, -1, 0])
        #expect(evaluation.accuracy == 0.625 && evaluation.meanMargin == 0.5)
        #expect(abs(evaluation.accuracyError - (0.6875 / 3 / 4).squareRoot()) < 1e-12)
        #expect(abs(evaluation.marginError - (5.0 / 3 / 4).squareRoot()) < 1e-12)
        #expect(RewardEvaluation(margins: [1]).accuracyError == 0)
        // The mean of the margins decides, not the count of votes.
        let several = [[1.0, 2, -1], [1, -3, 2], [-1, 0, 0.5]].map { RewardEvaluation(margins: $0) }
        #expect(RewardEvaluation(meanOf: several).margins == [1 / 3.0, -1 / 3.0, 0.5])
        #expect(RewardEvaluation(meanOf: [evaluation]) == evaluation)
    }

    @Test("Judged answers need KTO and KTO needs judged answers, and texts must fit")
    func refusals() throws {
        let folder = try TemporaryDirectory()
        var run = try TinyPreferences(.kto)
        run.settings.loss = .dpo
        #expect(throws: PreferenceError.otherVerdicts(data: "test", loss: .dpo)) {
            try run.start(in: folder.file("run"))
        }
        run = try TinyPreferences(.dpo)
        run.settings.sequenceLength = 5
        #expect(throws: PreferenceError.self) { try run.start(in: folder.file("run")) }
        run = try TinyPreferences(.dpo)
        run.data.train = []
        #expect(throws: PreferenceError.noExamples(data: "test")) { try run.start(in: folder.file("run")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("run").path))
    }
}
