import Foundation
import Testing
import Training
import Transformer

@Suite("Fine-tuning configuration")
struct FineTuneConfigurationTests {
    private let model = ModelConfiguration(
        vocabularySize: 61, hiddenSize: 192, layerCount: 2, attentionHeadCount: 4, intermediateSize: 96,
        maximumPositions: 512)

    private func failure(_ yaml: String) -> String {
        do {
            let settings = try FineTuneConfiguration(yaml: yaml, file: "test.yaml").sized(for: model)
            _ = try settings.scheduled(steps: settings.steps ?? 100)
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test(
        "Values that cannot work are refused with the setting's name",
        arguments: [
            ("sequence_length: 1", "sequence_length: 1 is outside 2 to 1048576"),
            ("batch_size: 0", "batch_size: 0 is outside 1 to 1048576"),
            ("micro_batch_size: -2", "micro_batch_size: -2 is outside 1 to 1048576"),
            ("epochs: 0", "epochs: 0.0 is outside 1e-06 to 1000000.0"),
            ("steps: 0", "steps: 0 is outside 1 to 1000000000"),
            ("minutes: -1", "minutes: -1.0 is outside 0.001 to 1000000.0"),
            ("learning_rate: -1", "learning_rate: -1.0 is outside 0.0 to 100.0"),
            ("held_out: 0.95", "held_out: 0.95 is outside 0.0 to 0.9"),
            ("sample_every: -1", "sample_every: -1 is outside 0 to 1000000000"),
            ("keep_checkpoints: 0", "keep_checkpoints: 0 is outside 1 to 1000000"),
            ("threads: 0", "threads: 0 is outside 1 to 1024"),
            ("beta1: 1", "beta1: 1.0 is outside 0.0 to 0.999999999"),
            ("steps: 10\nminutes: 1", "minutes: both steps (10) and minutes (1.0) are given; give one of them"),
            ("batch_size: 6\nmicro_batch_size: 4", "micro_batch_size: 4 does not divide batch_size 6"),
            (
                "steps: 10\nwarmup_steps: 11",
                "warmup_steps: 11 steps of warm-up are more than the run's 10 steps"
            ),
            ("packing: maybe", "test.yaml:1: packing: 'maybe' is not true or false"),
            ("sequence_lenght: 4", "test.yaml:1: unknown key 'sequence_lenght'; did you mean 'sequence_length'?"),
        ])
    func unusable(yaml: String, message: String) {
        #expect(failure(yaml) == message)
    }

    @Test("What is left open follows from the model")
    func sized() throws {
        let sized = try FineTuneConfiguration().sized(for: model)
        #expect(sized.sequenceLength == 512 && sized.batchSize == 8 && sized.microBatchSize == 8)
        #expect(sized.learningRate == 1e-3 && sized.sampleEvery == 0)
        let scheduled = try sized.scheduled(steps: 400)
        #expect(scheduled.warmupSteps == 40 && scheduled.evaluateEvery == 20 && scheduled.checkpointEvery == 40)
        #expect(try scheduled.sized(for: model).scheduled(steps: 400) == scheduled)
    }

    @Test(
        "Every sequence length has a batch that its micro-batches fill", arguments: [2, 3, 100, 4095, 8193, 1_048_576])
    func batches(length: Int) throws {
        var settings = FineTuneConfiguration()
        settings.sequenceLength = length
        for batchSize in [nil, 1, 7, 12] {
            settings.batchSize = batchSize
            let sized = try settings.sized(for: model)
            let (batch, part) = (try #require(sized.batchSize), try #require(sized.microBatchSize))
            #expect(batch.isMultiple(of: part) && (part == 1 || part * length <= 8192))
        }
    }

    @Test("What is written reads back as the same settings, and every key is explained in one line")
    func keys() throws {
        var settings = FineTuneConfiguration()
        settings.model = "a: 'b' #c"
        settings.data = "null"
        settings.chatTemplate = "é.jinja"
        settings.skipBad = true
        settings.packing = false
        settings.epochs = 0.1 + 0.2
        settings.precision = .fp32
        settings.samplePrompt = "What?\n"
        settings = try settings.sized(for: model).scheduled(steps: 7)
        #expect(try FineTuneConfiguration(yaml: settings.yaml(heading: ["A heading"]), file: "test.yaml") == settings)
        #expect(Set(FineTuneConfiguration.keys.map(\.name)).count == FineTuneConfiguration.keys.count)
        for key in FineTuneConfiguration.keys {
            #expect(!key.summary.contains("\n") && key.summary.hasSuffix("."))
        }
    }
}
