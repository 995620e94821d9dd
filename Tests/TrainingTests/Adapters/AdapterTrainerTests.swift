import Tensors
import Testing
import Training
import Transformer

@Suite("A trainer of adapters")
struct AdapterTrainerTests {
    private func trainer(
        microBatch: Int, rounded: Bool = false, dropout: Double = 0, seed: UInt64 = 6
    ) throws -> Trainer<NextTokenObjective, DataLoader> {
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 128, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
                intermediateSize: 64), seed: 3)
        try model.attach(LoRAAdapter(LoRAConfiguration(rank: 4, dropout: dropout), for: model, seed: 7))
        let text = TinyRun.text(words: 200, seed: 2)
        let order = try WindowOrder(tokenCount: text.count, sequenceLength: 12, sampling: .random, seed: 5)
        return Trainer(
            model: model, objective: NextTokenObjective(),
            source: DataLoader(source: text, order: order, batchSize: 8, microBatchSize: microBatch),
            optimizer: AdamW(
                parameters: model.trainableParameters, settings: AdamW.Settings(), device: CPUDevice.shared),
            schedule: LearningRateSchedule(
                shape: .constant, peak: 1e-2, minimumRatio: 1, warmupSteps: 0, steps: 10), gradientClip: 1,
            device: CPUDevice.shared, precision: rounded ? .bfloat16 : .float32, seed: seed)
    }

    @Test("Eight small batches equal the large one, whatever falls away", arguments: [1, 2, 4], [0, 0.3])
    func accumulation(microBatch: Int, dropout: Double) throws {
        let whole = try trainer(microBatch: 8, dropout: dropout)
        let parts = try trainer(microBatch: microBatch, dropout: dropout)
        for _ in 0..<4 {
            let (expected, found) = (try whole.takeStep(), try parts.takeStep())
            #expect(abs(expected.loss - found.loss) < 1e-5)
            #expect(abs(expected.gradientNorm - found.gradientNorm) < 1e-4 * expected.gradientNorm)
        }
        for (expected, found) in zip(whole.optimizer.parameters, parts.optimizer.parameters) {
            for (a, b) in zip(expected.value.values, found.value.values) { #expect(abs(a - b) < 1e-4) }
        }
    }

    @Test("What falls away is a matter of seed and step, and of training alone")
    func dropout() throws {
        let trainers = try [(0, 6), (0.5, 6), (0.5, 6), (0.5, 9)].map {
            try trainer(microBatch: 4, dropout: $0, seed: $1)
        }
        // B is 0 at first: only the second step tells.
        for trainer in trainers { _ = try trainer.takeStep() }
        let norms = try trainers.map { try $0.takeStep().gradientNorm }
        #expect(norms[1] == norms[2] && Set(norms).count == 3)
        let batches = trainers[1].source.microBatches(ofStep: 0)
        let adapter = try #require(trainers[1].model.adapter)
        let measured = try trainers[1].evaluate(batches).loss
        #expect(try trainers[1].evaluate(batches).loss == measured)
        // A model that knows no dropout says the same of it.
        let plain = try trainer(microBatch: 4)
        for (parameter, learned) in zip(plain.optimizer.parameters, adapter.parameters) {
            for (index, value) in learned.value.values.enumerated() { parameter.value.floats[index] = value }
            parameter.valuesChanged()
        }
        #expect(try plain.evaluate(batches).loss == measured)
    }

    @Test("The base keeps its bits and takes no memory for gradients; the adapter moves", arguments: [false, true])
    func frozenBase(rounded: Bool) throws {
        let trainer = try trainer(microBatch: 4, rounded: rounded), model = trainer.model
        let base = model.parameters.map(\.value.values), adapter = trainer.optimizer.parameters.map(\.value.values)
        var losses: [Double] = []
        for _ in 0..<6 { losses.append(try trainer.takeStep().loss) }
        #expect(model.parameters.map(\.value.values) == base)
        #expect(model.parameters.allSatisfy { !$0.holdsGradient })
        #expect(zip(trainer.optimizer.parameters, adapter).allSatisfy { $0.value.values != $1 })
        #expect(losses[5] < losses[0])
        // Without the adapter the model is its base still.
        let fresh = try CausalLM(configuration: model.configuration, seed: 3)
        let batches = trainer.source.microBatches(ofStep: 0)
        func loss(_ model: CausalLM) -> Double {
            trainer.objective.loss(of: batches[0], model: model, tape: Tape(mode: .evaluation), scale: 0).sum
        }
        #expect(model.withAdaptersDisabled { loss(model) } == loss(fresh) && loss(model) != loss(fresh))
    }
}
