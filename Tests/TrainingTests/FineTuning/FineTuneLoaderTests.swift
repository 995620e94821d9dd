import Foundations
import Testing
import Training

@Suite("Batches of fine-tuning")
struct FineTuneLoaderTests {
    private func loader(
        _ examples: [FineTuneExample], length: Int = 24, batchSize: Int = 1, microBatchSize: Int? = nil,
        isPacking: Bool = true, seed: UInt64 = 5
    ) -> FineTuneLoader {
        FineTuneLoader(
            examples: examples, sequenceLength: length, batchSize: batchSize, microBatchSize: microBatchSize,
            isPacking: isPacking, seed: seed)
    }

    /// The rows of a loader of one row a step, until they have held so many examples.
    private func rows(_ loader: FineTuneLoader, from first: Int = 0, examples: Int) -> [TokenBatch] {
        var rows: [TokenBatch] = []
        var count = 0
        while count < examples {
            rows += loader.microBatches(ofStep: first + rows.count)
            count += rows.last?.spans.count ?? 0
        }
        #expect(count == examples)
        return rows
    }

    private func contents(_ rows: [TokenBatch]) -> [[[Int32]]] { rows.flatMap { $0.spans.map(\.content) } }

    @Test("Each epoch reads every example once, whole and in one piece, in an order of its own")
    func epochs() {
        var generator = SplitMix64(seed: 41)
        for isPacking in [true, false] {
            let examples = RandomExamples.make(70, positions: 1...24, seed: generator.next())
            let expected = Set(examples.map(PackedSpan.content))
            #expect(expected.count == 70)
            let loader = loader(examples, isPacking: isPacking, seed: generator.next())
            var step = 0
            var orders: [[[[Int32]]]] = []
            for _ in 0..<3 {
                let rows = rows(loader, from: step, examples: 70)
                step += rows.count
                #expect(rows.allSatisfy { $0.sequences == 1 && $0.tokens.count == 24 && $0.targets.count == 24 })
                #expect(isPacking || rows.count == 70)
                orders.append(contents(rows))
                #expect(Set(orders[orders.count - 1]) == expected)
            }
            #expect(orders[0] != orders[1] && orders[1] != orders[2] && orders[0] != orders[2])
        }
    }

    @Test("An example sees itself alone, from its own beginning, and filling sees nothing but itself")
    func visibility() {
        let examples = RandomExamples.make(40, positions: 1...11, seed: 42)
        for row in rows(loader(examples), examples: 40) {
            let spans = row.spans
            var expected = (0..<24).map { Int32($0) }
            for span in spans {
                for position in span.range { expected[position] = Int32(span.range.lowerBound) }
            }
            #expect(row.firstVisible == expected)
            // Examples stand one after another from the beginning, then comes filling.
            #expect(spans.map(\.range.lowerBound) == [0] + spans.dropLast().map(\.range.upperBound))
            for position in (spans.last?.range.upperBound ?? 0)..<24 {
                #expect(row.tokens[position] == 0 && row.targets[position] == -1)
            }
        }
    }

    @Test("A step's batch follows from the seed and the step alone")
    func anyOrder() {
        let examples = RandomExamples.make(50, positions: 1...20, seed: 43)
        let first = loader(examples, batchSize: 4)
        let forwards = (0..<12).map { first.microBatches(ofStep: $0) }
        let second = loader(examples, batchSize: 4)
        for step in [11, 3, 0, 7, 11, 5] { #expect(second.microBatches(ofStep: step) == forwards[step]) }
        #expect(loader(examples, batchSize: 4, seed: 6).microBatches(ofStep: 0) != forwards[0])
    }

    @Test("Micro-batches are the rows of the batch, divided")
    func microBatches() {
        let examples = RandomExamples.make(50, positions: 1...20, seed: 44)
        let whole = loader(examples, batchSize: 6)
        for size in [1, 2, 3] {
            let parts = loader(examples, batchSize: 6, microBatchSize: size)
            for step in 0..<5 {
                let (batches, expected) = (parts.microBatches(ofStep: step), whole.microBatches(ofStep: step)[0])
                #expect(batches.map(\.sequences) == Array(repeating: size, count: 6 / size))
                #expect(batches.flatMap(\.tokens) == expected.tokens)
                #expect(batches.flatMap(\.targets) == expected.targets)
                #expect(batches.flatMap { $0.firstVisible ?? [] } == expected.firstVisible)
            }
        }
    }

    @Test("Validation reads every example once, in order where one has a row for itself")
    func validation() {
        let examples = RandomExamples.make(31, positions: 1...20, seed: 45)
        let expected = examples.map(PackedSpan.content)
        let packed = loader(examples, batchSize: 4).batches()
        #expect(Set(contents(packed)) == Set(expected))
        #expect(contents(packed).count == 31)
        #expect(packed.dropLast().allSatisfy { $0.sequences == 4 })
        #expect(contents(loader(examples, batchSize: 4, isPacking: false).batches()) == expected)
    }

    @Test("Epochs become steps, rounded up")
    func steps() {
        let examples = RandomExamples.make(10, positions: 20...20, seed: 46)
        #expect(loader(examples, batchSize: 5).steps(epochs: 1) == 2)
        #expect(loader(examples, batchSize: 4).steps(epochs: 1) == 3)
        #expect(loader(examples, batchSize: 4).steps(epochs: 2) == 5)
        #expect(loader(examples, batchSize: 4).steps(epochs: 0.001) == 1)
        #expect(loader(examples, length: 40, batchSize: 5).steps(epochs: 1) == 1)
    }
}
