import Foundation
import TestSupport
import Testing
import Training

@Suite("Pretraining configuration")
struct ConfigurationTests {
    private func read(_ yaml: String) throws(ConfigurationError) -> PretrainConfiguration {
        try PretrainConfiguration(yaml: yaml, file: "test.yaml")
    }

    private func failure(_ yaml: String) -> String {
        do {
            _ = try read(yaml).sized()
            return "accepted"
        } catch {
            return error.description
        }
    }

    @Test("Settings are read with their types and the rest keep their defaults")
    func reading() throws {
        let configuration = try read(
            """
            # a comment
            corpus: data/my corpus
            layers: 3
            learning_rate: 1e-3
            tie_embeddings: false
            schedule: wsd
            seed: 18446744073709551615
            sample_prompt: "Once\\nupon"
            steps: 2_000
            minutes: null
            """)
        #expect(configuration.corpus == "data/my corpus")
        #expect(configuration.layers == 3)
        #expect(configuration.learningRate == 1e-3)
        #expect(configuration.tiesEmbeddings == false)
        #expect(configuration.schedule == .wsd)
        #expect(configuration.seed == .max)
        #expect(configuration.samplePrompt == "Once\nupon")
        #expect(configuration.steps == 2000)
        #expect(configuration.minutes == nil)
        #expect(configuration.beta2 == 0.95)
    }

    @Test("An empty file chooses nothing", arguments: ["", "# only a comment\n", "---\n"])
    func empty(yaml: String) throws {
        #expect(try read(yaml) == PretrainConfiguration())
    }

    @Test("An unknown key is refused by name, with its line and the nearest key")
    func unknownKey() {
        #expect(
            failure("layers: 2\nlearning-rat: 1\n")
                == "test.yaml:2: unknown key 'learning-rat'; did you mean 'learning_rate'?")
        #expect(failure("hiden_size: [1, 2]") == "test.yaml:1: unknown key 'hiden_size'; did you mean 'hidden_size'?")
        #expect(failure("completely_else: 1") == "test.yaml:1: unknown key 'completely_else'")
    }

    @Test(
        "A value of the wrong kind is refused with what was expected",
        arguments: [
            ("layers: two", "test.yaml:1: layers: 'two' is not a whole number"),
            ("layers: 2.5", "test.yaml:1: layers: '2.5' is not a whole number"),
            ("layers: [2]", "test.yaml:1: layers: 'a list or mapping' is not a whole number"),
            ("beta1: yes", "test.yaml:1: beta1: 'yes' is not a number"),
            ("beta1: .nan", "test.yaml:1: beta1: '.nan' is not a number"),
            ("beta1: null", "test.yaml:1: beta1: 'null' is not a number"),
            ("qk_norm: yes", "test.yaml:1: qk_norm: 'yes' is not true or false"),
            ("schedule: step", "test.yaml:1: schedule: 'step' is not one of cosine, linear, constant, wsd"),
            ("seed: -1", "test.yaml:1: seed: '-1' is not a whole number that is not negative"),
        ])
    func wrongValue(yaml: String, message: String) {
        #expect(failure(yaml) == message)
    }

    @Test(
        "What is not a mapping of settings is refused with the file and the line",
        arguments: ["- layers", "layers", "layers: 1\nlayers: 2", "layers: [1", "layers: 'open"])
    func malformed(yaml: String) {
        #expect(failure(yaml).hasPrefix("test.yaml"))
        #expect(failure(yaml) != "accepted")
    }

    @Test(
        "Values that cannot work are refused with the setting's name",
        arguments: [
            ("layers: 0", "layers: 0 is outside 1 to 1024"),
            ("beta2: 1", "beta2: 1.0 is outside 0.0 to 0.999999999"),
            ("steps: 10\nminutes: 1", "minutes: both steps (10) and minutes (1.0) are given; give one of them"),
            ("heads: 6\nkv_heads: 4\nhidden_size: 192", "kv_heads: 4 does not divide the number of heads, 6"),
            ("heads: 5", "heads: 5 heads do not divide hidden_size 256; give head_size too"),
            ("head_size: 3\nheads: 2", "head_size: 3 is odd, and rotary positions turn pairs"),
            (
                "batch_size: 12\nmicro_batch_size: 5",
                "micro_batch_size: 5 does not divide batch_size 12; the next smaller that does is 4"
            ),
        ])
    func unusable(yaml: String, message: String) {
        #expect(failure(yaml) == message)
    }

    @Test("A file that is absent, or not UTF-8, is refused by name")
    func unreadable() throws {
        let folder = try TemporaryDirectory()
        #expect(throws: ConfigurationError.self) { try PretrainConfiguration(yaml: folder.file("absent.yaml")) }
        let binary = folder.file("binary.yaml")
        try Data([0x61, 0xFF, 0xFE]).write(to: binary)
        #expect(throws: ConfigurationError.unreadable(file: binary.path, reason: "it is not UTF-8 text")) {
            try PretrainConfiguration(yaml: binary)
        }
    }

    @Test("What is written reads back as the same settings")
    func roundTrip() throws {
        var configuration = PretrainConfiguration()
        configuration.corpus = "a: 'b' \"c\" #d\t\u{1}é\u{2028}"
        configuration.output = "null"
        configuration.learningRate = 0.1 + 0.2
        configuration.epsilon = 1e-8
        configuration.samplePrompt = "null\n- \\x"
        configuration.seed = 1 << 63
        configuration.steps = 7
        configuration.precision = .fp32
        configuration = try configuration.sized().scheduled(steps: 7)
        let written = configuration.yaml(heading: ["A heading", "", "of three lines"])
        #expect(try read(written) == configuration)
    }

    @Test("Every key has a flag of the same name and a one-line explanation")
    func keys() {
        let keys = PretrainConfiguration.keys
        #expect(Set(keys.map(\.name)).count == keys.count)
        for key in keys {
            #expect(key.flag == "--" + key.name.replacing("_", with: "-"))
            #expect(!key.summary.contains("\n") && key.summary.hasSuffix("."))
        }
    }

    @Test("The dial sizes everything that is left open")
    func dial() throws {
        var configuration = PretrainConfiguration()
        configuration.depth = 6
        let sized = try configuration.sized()
        #expect(sized.layers == 6)
        #expect(sized.hiddenSize == 384)
        #expect(sized.heads == 6 && sized.headSize == 64 && sized.keyValueHeads == 3)
        #expect(sized.feedForwardSize == 1024)
        #expect(sized.batchSize == 16 && sized.microBatchSize == 16)
        #expect(sized.learningRate == 1e-3)
        let scheduled = try sized.scheduled(steps: 400)
        #expect(scheduled.warmupSteps == 40 && scheduled.evaluateEvery == 20 && scheduled.checkpointEvery == 40)
    }

    @Test("Every depth gives a shape that fits", arguments: 1...40)
    func everyDepth(depth: Int) throws {
        var configuration = PretrainConfiguration()
        configuration.depth = depth
        let sized = try configuration.sized()
        #expect(sized.heads! * sized.headSize! == sized.hiddenSize!)
        #expect(sized.heads!.isMultiple(of: sized.keyValueHeads!))
        #expect(sized.feedForwardSize!.isMultiple(of: 32))
        #expect(sized.batchSize!.isMultiple(of: sized.microBatchSize!))
        #expect(try sized.sized() == sized)
    }

    @Test("The horizon gives every parameter its tokens")
    func horizon() throws {
        let sized = try PretrainConfiguration().sized()
        #expect(sized.batchSize! * sized.sequenceLength == 2048)
        #expect(sized.horizonSteps(parameterCount: 2048) == 12)
        #expect(sized.horizonSteps(parameterCount: 2049) == 13)
    }

    @Test("More warm-up than steps is refused")
    func warmup() throws {
        var configuration = PretrainConfiguration()
        configuration.warmupSteps = 11
        #expect(throws: ConfigurationError.self) { try configuration.sized().scheduled(steps: 10) }
    }
}
