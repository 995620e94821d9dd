import Foundations
import Tensors
import Testing
import Training
import Transformer

@Suite("Examples that share a sequence")
struct PackedIsolationTests {
    /// The loss of one example of a batch.
    private func loss(_ span: PackedSpan, in batch: TokenBatch, _ model: CausalLM, _ tape: Tape) -> Double {
        var batch = batch
        for index in batch.targets.indices where !span.range.contains(index) { batch.targets[index] = -1 }
        return NextTokenObjective().loss(of: batch, model: model, tape: tape, scale: 0).sum
    }

    @Test(
        "Another token in one changes no bit of the loss of any other",
        arguments: ModelShape.all, Precision.allCases)
    func tokens(shape: ModelShape, precision: Precision) throws {
        let model = try shape.model()
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .evaluation, precision: precision)
        var generator = SplitMix64(seed: 21)
        for packing in [PackingCase.all[0], PackingCase.all[1]] {
            let batch = packing.loader(seed: generator.next()).microBatches(ofStep: 0)[0]
            let spans = batch.spans
            let before = spans.map { loss($0, in: batch, model, tape) }
            for changed in spans.indices {
                var other = batch
                // The first token of an example as often as all others together; the last one always carries loss.
                let place =
                    generator.next(below: 2) == 0
                    ? spans[changed].range.lowerBound
                    : spans[changed].range.lowerBound + generator.next(below: spans[changed].range.count)
                other.tokens[place] = (other.tokens[place] + 1) % Int32(ModelShape.vocabularySize)
                for index in spans.indices where index != changed {
                    #expect(loss(spans[index], in: other, model, tape) == before[index])
                }
                #expect(loss(spans[changed], in: other, model, tape) != before[changed])
            }
        }
    }

    @Test("What stands in the filling changes no bit of any loss", arguments: ModelShape.all, Precision.allCases)
    func filling(shape: ModelShape, precision: Precision) throws {
        let model = try shape.model()
        let tape = Tape(device: CPUDevice(threadCount: 1), mode: .evaluation, precision: precision)
        let batch = PackingCase.all[3].loader(seed: 22).microBatches(ofStep: 0)[0]
        let spans = batch.spans
        var other = batch
        for index in other.tokens.indices where !spans.contains(where: { $0.range.contains(index) }) {
            #expect(other.targets[index] == -1)
            other.tokens[index] = Int32(index % ModelShape.vocabularySize)
        }
        #expect(other != batch)
        for span in spans { #expect(loss(span, in: other, model, tape) == loss(span, in: batch, model, tape)) }
    }

    @Test("Positions count from the beginning of each example, so that its place in a row changes no bit of its loss")
    func places() throws {
        let examples = RandomExamples.make(3, positions: 16...16, seed: 23)
        func batch(_ order: [Int]) -> TokenBatch {
            var batch = TokenBatch(length: 48)
            batch.sequences = 1
            batch.firstVisible = []
            for index in order {
                let content = PackedSpan.content(of: examples[index])
                batch.firstVisible?.append(contentsOf: content[0].map { _ in Int32(batch.tokens.count) })
                batch.tokens += content[0]
                batch.targets += content[1]
            }
            return batch
        }
        for shape in ModelShape.all {
            let model = try shape.model()
            for precision in Precision.allCases {
                let tape = Tape(device: CPUDevice(threadCount: 1), mode: .evaluation, precision: precision)
                let rows = [[0, 1, 2], [2, 0, 1], [1, 2, 0]].map(batch)
                for example in examples {
                    let losses = rows.map { row in
                        row.spans.filter { $0.content == PackedSpan.content(of: example) }
                            .map { loss($0, in: row, model, tape) }
                    }
                    #expect(losses.allSatisfy { $0.count == 1 && $0 == losses[0] }, "\(shape), \(precision): \(losses)")
                }
            }
        }
    }
}
