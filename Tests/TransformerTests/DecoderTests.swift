import Tensors
import Testing
import Transformer

@Suite("The decoder")
struct DecoderTests {
    @Test("Logits agree with a plain decoder in double precision", arguments: NamedConfiguration.plain)
    func logits(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(33, seed: 2)
        let expected = try PlainDecoder(model).logits(tokens).flatMap { $0 }
        let largest = expected.reduce(0) { max($0, abs($1)) }
        #expect(largest > 1, "logits large enough to tell apart")
        for level in kernelLevels {
            let logits = try model.allLogits(tokens, device: CPUDevice(threadCount: 2, level: level))
            #expect(logits.shape == [33, 37])
            let worst = zip(logits.values, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
            #expect(worst < 1e-4, "\(level)")
        }
    }

    @Test("The loss agrees with a plain decoder, by every engine", arguments: NamedConfiguration.plain)
    func loss(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(2 * 29, seed: 3)
        let targets = model.tokens(2 * 29, seed: 4).enumerated().map { $0 % 7 == 3 ? -1 : $1 }
        let decoder = try PlainDecoder(model)
        let expected = [0..<29, 29..<58].reduce(0.0) { total, range in
            total + decoder.loss(Array(tokens[range]), targets: Array(targets[range]))
        }
        for level in kernelLevels {
            for engine in productEngines {
                let device = CPUDevice(threadCount: 2, level: level, productEngine: engine)
                let loss = model.loss(
                    tokens: tokens, targets: targets, sequences: 2, length: 29, scale: 1,
                    tape: Tape(device: device, mode: .evaluation))
                #expect(loss.tokens == 50)
                #expect(abs(loss.nats - expected) < 1e-5 * expected, "\(level), \(engine)")
            }
        }
    }

    @Test("In bfloat16 the loss is that of float32 to a hundredth", arguments: NamedConfiguration.all)
    func bfloat16(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(60, seed: 5), targets = model.tokens(60, seed: 6)
        let losses = Precision.allCases.map { precision in
            model.loss(
                tokens: tokens, targets: targets, sequences: 2, length: 30, scale: 1,
                tape: Tape(mode: .evaluation, precision: precision)
            ).mean
        }
        #expect(abs(losses[0] - losses[1]) < 0.01 * losses[0])
    }

    @Test("Tokens outside the vocabulary and texts beyond the context are refused, and the cache keeps its place")
    func refusals() throws {
        let model = try NamedConfiguration.all[0].model()
        let tape = Tape(mode: .generation)
        let cache = KVCache(configuration: model.configuration, capacity: 5)
        _ = try model.logits(of: [1, 2, 3], cache: cache, tape: tape)
        #expect(throws: ModelError.contextExceeded(tokens: 6, capacity: 5)) {
            try model.logits(of: [4, 5, 6], cache: cache, tape: tape)
        }
        for token: Int32 in [37, -1, .max, .min] {
            #expect(throws: ModelError.tokenOutsideVocabulary(token: token, vocabularySize: 37)) {
                try model.logits(of: [4, token], cache: cache, tape: tape)
            }
        }
        #expect(cache.count == 3)
        let after = try model.logits(of: [4, 5], cache: cache, tape: tape)
        #expect(cache.count == 5)
        #expect(try model.allLogits([1, 2, 3, 4, 5]).rows(4..<5).bytes == after.bytes)
    }

    @Test("Errors say what is wrong and where")
    func descriptions() {
        let errors: [ModelError] = [
            .invalidConfiguration("the head size is 3"),
            .unsupportedConfiguration(file: "/a/config.json", reason: "no"),
            .missingTensor(name: "t", directory: "/a"), .unexpectedTensor(name: "t", directory: "/a"),
            .shapeMismatch(name: "t", expected: [1, 2], found: [2], directory: "/a"),
            .contextExceeded(tokens: 7, capacity: 5), .tokenOutsideVocabulary(token: 9, vocabularySize: 8),
        ]
        let parts = [
            ["the head size is 3"], ["/a/config.json", "no"], ["/a", "'t'"], ["/a", "'t'"],
            ["/a", "'t'", "[1, 2]", "[2]"], ["7", "5"], ["9", "8"],
        ]
        for (error, parts) in zip(errors, parts) {
            for part in parts { #expect("\(error)".contains(part)) }
        }
    }
}
