import Foundations
import Tensors
import Testing
import Transformer

@Suite("The cache of keys and values")
struct CacheTests {
    /// The logits of every token, handed over in pieces of the given sizes.
    private func logits(
        _ model: CausalLM, _ tokens: [Int32], pieces: [Int], cache: KVCache? = nil, tape: Tape
    ) throws -> [UInt8] {
        let cache = cache ?? KVCache(configuration: model.configuration, capacity: tokens.count)
        var bytes: [UInt8] = [], first = 0
        for size in pieces {
            let piece = Array(tokens[first..<first + size])
            bytes += try model.logits(of: piece, cache: cache, rows: .all, tape: tape).bytes
            first += size
        }
        #expect(first == tokens.count)
        return bytes
    }

    @Test(
        "Logits agree bit for bit token by token, in pieces and all at once, on any number of threads",
        arguments: NamedConfiguration.all, Precision.allCases)
    func pieces(_ named: NamedConfiguration, precision: Precision) throws {
        let model = try named.model()
        let tokens = model.tokens(70, seed: 30)
        var generator = SplitMix64(seed: 31)
        for level in kernelLevels {
            let expected = try model.allLogits(
                tokens, device: CPUDevice(threadCount: 1, level: level), precision: precision
            ).bytes
            for threads in 1...3 {
                let device = CPUDevice(threadCount: threads, level: level)
                let tape = Tape(device: device, mode: .generation, precision: precision)
                var ways = [[Int](repeating: 1, count: 70), [70], [16, 16, 16, 16, 6], [1, 48, 20, 1], [33, 37]]
                var random: [Int] = []
                while random.reduce(0, +) < 70 {
                    random.append(min(70 - random.reduce(0, +), 1 + generator.next(below: 20)))
                }
                ways.append(random)
                for way in ways {
                    #expect(
                        try logits(model, tokens, pieces: way, tape: tape) == expected,
                        "\(level), \(threads) threads, \(way)")
                }
            }
        }
    }

    @Test("The last row alone is the last of all rows", arguments: Precision.allCases)
    func lastRow(precision: Precision) throws {
        let model = try NamedConfiguration.all[4].model()
        let tokens = model.tokens(20, seed: 32)
        let all = try model.allLogits(tokens, precision: precision)
        let last = try model.logits(
            of: tokens, cache: KVCache(configuration: model.configuration, capacity: 20),
            tape: Tape(mode: .generation, precision: precision))
        #expect(last.shape == [1, 37] && last.bytes == all.rows(19..<20).bytes)
    }

    @Test("Logits over a cache are those of training, up to rounding", arguments: NamedConfiguration.all)
    func agreesWithTraining(_ named: NamedConfiguration) throws {
        let model = try named.model()
        let tokens = model.tokens(40, seed: 33), targets = model.tokens(40, seed: 34)
        let loss = model.loss(
            tokens: tokens, targets: targets, sequences: 1, length: 40, scale: 1, tape: Tape(mode: .evaluation))
        let logits = try model.allLogits(tokens)
        let losses = Tensor(zeros: [40])
        CPUDevice.shared.crossEntropy(
            logits: logits, targets: targets[...], losses: losses, gradient: nil, scale: 1)
        #expect(abs(losses.values.reduce(0) { $0 + Double($1) } - loss.nats) < 1e-5 * loss.nats)
    }

    @Test("A truncated cache goes on as if it had never held the rest", arguments: Precision.allCases)
    func truncation(precision: Precision) throws {
        let model = try NamedConfiguration.all[1].model()
        let tokens = model.tokens(50, seed: 35), other = model.tokens(40, seed: 36)
        let tape = Tape(mode: .generation, precision: precision)
        let expected = try logits(model, tokens, pieces: [50], tape: tape)
        let row = model.configuration.vocabularySize * 4
        for kept in [0, 1, 15, 16, 17, 30] {
            let cache = KVCache(configuration: model.configuration, capacity: 80)
            let before = Array(tokens[..<kept]) + other
            _ = try logits(model, before, pieces: [before.count], cache: cache, tape: tape)
            cache.truncate(to: kept)
            #expect(cache.count == kept)
            let rest = Array(tokens[kept...])
            let bytes = try logits(model, rest, pieces: [7, rest.count - 7], cache: cache, tape: tape)
            #expect(bytes == Array(expected[(kept * row)...]), "\(kept) kept")
        }
    }

    @Test("Truncating to more than there is changes nothing, to less than none empties the cache")
    func truncationBounds() throws {
        let model = try NamedConfiguration.all[0].model()
        let cache = KVCache(configuration: model.configuration, capacity: 10)
        _ = try model.logits(of: [1, 2, 3], cache: cache, tape: Tape(mode: .generation))
        cache.truncate(to: 8)
        #expect(cache.count == 3)
        cache.truncate(to: -1)
        #expect(cache.count == 0)
        // Two layers of two heads of six elements in pages of 64 positions; values in rows of 16.
        #expect(cache.byteCount == 2 * 2 * (6 + 16) * 64 * 4)
    }
}
