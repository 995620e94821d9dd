import Foundations
import Tensors
import Testing
import Transformer

@Suite("Batches of sequences")
struct BatchTests {
    /// A sequence on its way, and what each of its logits must be.
    private struct Text {
        let tokens: [Int32]
        let expected: [[UInt8]]
        let sequence: KVSequence
    }

    @Test(
        "Every row has the bits it has alone, whoever joins and leaves, in every format of the cache",
        arguments: NamedConfiguration.all, CacheFormat.allCases)
    func joining(_ named: NamedConfiguration, format: CacheFormat) throws {
        let model = try named.model()
        var generator = SplitMix64(seed: 40)
        let tape = Tape(device: CPUDevice(threadCount: 2), mode: .generation)
        let pool = KVPool(shape: model.configuration.pageShape(format), pageLimit: 40)
        var texts = try (0..<5).map { index in
            let tokens = model.tokens(30 + 20 * index, seed: UInt64(index))
            let cache = KVCache(configuration: model.configuration, capacity: tokens.count, format: format)
            let all = try model.logits(
                of: tokens, cache: cache, rows: .all, tape: Tape(device: CPUDevice(threadCount: 1), mode: .generation))
            return Text(
                tokens: tokens, expected: (0..<tokens.count).map { all.rows($0..<$0 + 1).bytes },
                sequence: KVSequence(pool: pool))
        }
        while !texts.isEmpty {
            var chunks: [SequenceChunk] = [], expected: [[UInt8]] = []
            for text in texts where generator.next(below: 3) > 0 {
                let first = text.sequence.count, size = min(text.tokens.count - first, 1 + generator.next(below: 40))
                let rows = [LogitRows.none, .last, .all][generator.next(below: 3)]
                chunks.append(
                    SequenceChunk(
                        tokens: Array(text.tokens[first..<first + size]), sequence: text.sequence, rows: rows))
                switch rows {
                case .none: break
                case .last: expected.append(text.expected[first + size - 1])
                case .all: expected += text.expected[first..<first + size]
                }
            }
            if chunks.isEmpty { continue }
            let logits = try model.logits(of: chunks, tape: tape)
            #expect(logits.rows == expected.count)
            #expect(logits.bytes == expected.flatMap { $0 })
            texts.removeAll { $0.sequence.count == $0.tokens.count }
        }
        #expect(pool.usedPageCount == 0)
    }

    @Test("A fork goes on as if it had read everything itself")
    func forks() throws {
        let model = try NamedConfiguration.all[4].model()
        let tape = Tape(mode: .generation)
        let pool = KVPool(shape: model.configuration.pageShape(), pageLimit: 10)
        let tokens = model.tokens(100, seed: 41), other = model.tokens(20, seed: 42)
        let sequence = KVSequence(pool: pool)
        _ = try model.logits(of: [SequenceChunk(tokens: tokens, sequence: sequence, rows: .none)], tape: tape)
        for kept in [0, 1, 63, 64, 65, 99, 100] {
            let fork = sequence.fork(at: kept)
            let logits = try model.logits(of: [SequenceChunk(tokens: other, sequence: fork)], tape: tape)
            #expect(
                logits.bytes == (try model.allLogits(Array(tokens[..<kept]) + other)).rows(kept + 19..<kept + 20).bytes)
        }
        let last = try model.logits(of: [SequenceChunk(tokens: other, sequence: sequence)], tape: tape)
        #expect(last.bytes == (try model.allLogits(tokens + other)).rows(119..<120).bytes)
    }

    @Test("A batch that does not fit changes no sequence")
    func full() throws {
        let model = try NamedConfiguration.all[0].model()
        let tape = Tape(mode: .generation)
        let pool = KVPool(shape: model.configuration.pageShape(), pageLimit: 3)
        let sequences = (0..<2).map { _ in KVSequence(pool: pool) }
        func chunks(_ count: Int) -> [SequenceChunk] {
            sequences.map { SequenceChunk(tokens: model.tokens(count, seed: 43), sequence: $0) }
        }
        _ = try model.logits(of: chunks(60), tape: tape)
        #expect(throws: ModelError.cache(.full(needed: 1, free: 0, limit: 3))) {
            try model.logits(of: chunks(10), tape: tape)
        }
        #expect(sequences.map(\.count) == [60, 60] && pool.usedPageCount == 2)
        #expect(throws: ModelError.tokenOutsideVocabulary(token: 37, vocabularySize: 37)) {
            try model.logits(
                of: [chunks(4)[0], SequenceChunk(tokens: [37], sequence: sequences[1])], tape: tape)
        }
        #expect(try model.logits(of: chunks(4), tape: tape).rows == 2)
    }
}
