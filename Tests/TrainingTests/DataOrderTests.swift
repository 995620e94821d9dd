import Foundations
import Testing

import Training

@Suite("Order of the data")
struct DataOrderTests {
    @Test("A permutation visits every index once, at any size")
    func permutation() {
        for count in [1, 2, 3, 4, 5, 16, 17, 63, 100, 1000, 4097] {
            let permutation = IndexPermutation(count: count, seed: UInt64(count))
            #expect(Set((0..<count).map { permutation[$0] }) == Set(0..<count))
        }
    }

    @Test("A permutation of many indices leaves few in place and differs from seed to seed")
    func scrambles() {
        let first = IndexPermutation(count: 1000, seed: 1)
        let second = IndexPermutation(count: 1000, seed: 2)
        #expect((0..<1000).count { first[$0] == $0 } < 10)
        #expect((0..<1000).count { first[$0] == second[$0] } < 10)
        #expect((0..<999).count { first[$0 + 1] == first[$0] + 1 } < 10)
    }

    @Test("An epoch reads windows that do not overlap, each once, and the next epoch shifts and reshuffles them")
    func epochs() throws {
        let order = try WindowOrder(tokenCount: 1003, sequenceLength: 10, sampling: .epochs, seed: 7)
        var phases: Set<Int> = []
        for epoch in 0..<20 {
            let range = epoch * order.windowsPerEpoch..<(epoch + 1) * order.windowsPerEpoch
            let starts = range.map { order.start(ofSequence: $0) }
            #expect(Set(starts.map { $0 % 10 }).count == 1)
            #expect(Set(starts).count == order.windowsPerEpoch)
            #expect(starts.allSatisfy { $0 >= 0 && $0 + 11 <= 1003 })
            #expect(starts != starts.sorted())
            phases.insert(starts[0] % 10)
        }
        #expect(phases.count > 5)
    }

    @Test("Any size that holds one window stays inside the corpus", arguments: [SamplingOrder.epochs, .random])
    func bounds(sampling: SamplingOrder) throws {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<200 {
            let length = 1 + generator.next(below: 12)
            let tokens = length + 1 + generator.next(below: 60)
            let order = try WindowOrder(
                tokenCount: tokens, sequenceLength: length, sampling: sampling, seed: generator.next())
            for index in 0..<100 {
                let start = order.start(ofSequence: index)
                #expect(start >= 0 && start + length + 1 <= tokens)
            }
        }
    }

    @Test("A corpus smaller than one sequence is refused with both sizes")
    func tooSmall() {
        #expect(throws: DataError.tooSmall(tokens: 10, needed: 11)) {
            try WindowOrder(tokenCount: 10, sequenceLength: 10, sampling: .epochs, seed: 0)
        }
    }

    @Test("A batch holds tokens and what follows each of them, whatever rows are asked for")
    func batches() throws {
        let source = [Int32](0..<500)
        let order = try WindowOrder(tokenCount: 500, sequenceLength: 8, sampling: .random, seed: 5)
        let loader = DataLoader(source: source, order: order, batchSize: 6)
        let whole = loader.batch(step: 3, rows: 0..<6)
        #expect(whole.sequences == 6 && whole.tokens.count == 48 && whole.targetCount == 48)
        #expect(zip(whole.tokens, whole.targets).allSatisfy { $0 + 1 == $1 })
        let halves = [loader.batch(step: 3, rows: 0..<2), loader.batch(step: 3, rows: 2..<6)]
        #expect(halves.flatMap(\.tokens) == whole.tokens)
        #expect(halves.flatMap(\.targets) == whole.targets)
        #expect(loader.batch(step: 3, rows: 0..<6) == whole)
        #expect(loader.batch(step: 4, rows: 0..<6) != whole)
    }

    @Test("Validation reads evenly spread windows, or all there are")
    func heldOut() throws {
        let all = try HeldOutWindows(tokenCount: 101, sequenceLength: 10, limit: 0)
        #expect(all.starts == Array(stride(from: 0, to: 100, by: 10)) && all.targetCount == 100)
        let some = try HeldOutWindows(tokenCount: 101, sequenceLength: 10, limit: 35)
        #expect(some.starts == [0, 30, 60])
        let short = try HeldOutWindows(tokenCount: 5, sequenceLength: 10, limit: 35)
        #expect(short.starts == [0] && short.length == 4)
        #expect(throws: DataError.self) { try HeldOutWindows(tokenCount: 1, sequenceLength: 10, limit: 0) }
    }
}
