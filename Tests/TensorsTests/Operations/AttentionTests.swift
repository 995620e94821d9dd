import Foundations
import Tensors
import Testing

@Suite("Attention")
struct AttentionTests {
    /// Head sizes by lengths, with the ways of sharing heads, numbers of sequences and masks taken in turn.
    static let problems: [AttentionProblem] = {
        var problems: [AttentionProblem] = []
        let sharing = [(1, 1), (2, 1), (4, 2), (3, 3), (6, 2)]
        for headSize in [2, 6, 8, 20, 32, 64] {
            for length in [1, 2, 47, 48, 49, 130] {
                let index = problems.count
                let (queryHeads, keyValueHeads) = sharing[index % sharing.count]
                problems.append(
                    AttentionProblem(
                        sequences: 1 + index % 2, length: length, queryHeads: queryHeads,
                        keyValueHeads: keyValueHeads, headSize: headSize, packs: index % 3 == 1, seed: UInt64(index)))
            }
        }
        // The scratch of one panel's width more, and sizes on the other side of a panel.
        problems.append(
            AttentionProblem(
                sequences: 1, length: 65, queryHeads: 2, keyValueHeads: 1, headSize: 66, packs: true, seed: 90))
        problems.append(
            AttentionProblem(
                sequences: 2, length: 33, queryHeads: 1, keyValueHeads: 1, headSize: 130, packs: false, seed: 91))
        // Windows shorter than a vector, than a panel, and longer than the sequence; capped scores; both with documents.
        let masks: [(Int?, Float?)] = [(1, nil), (5, nil), (64, nil), (70, 3), (300, nil), (nil, 2), (9, 5)]
        for (index, (window, softcap)) in masks.enumerated() {
            problems.append(
                AttentionProblem(
                    sequences: 2, length: [200, 33][index % 2], queryHeads: 4, keyValueHeads: 2,
                    headSize: [8, 20, 64][index % 3], packs: index % 3 == 2, seed: UInt64(92 + index), window: window,
                    softcap: softcap))
        }
        // Sequences of different lengths, on both sides of a vector, a tile and a panel.
        for (index, headSize) in [2, 20, 32, 64].enumerated() {
            let lengths = [[1, 7, 130, 16], [65, 2], [63, 1, 64, 200], [17]][index]
            problems.append(
                .bothWays(
                    lengths, queryHeads: 4, keyValueHeads: [4, 2, 4, 1][index], headSize: headSize,
                    seed: UInt64(120 + index)))
        }
        return problems
    }()

    @Test("Forward and backward agree with their formulas", arguments: problems, elementTypes)
    func bothDirections(_ problem: AttentionProblem, type: ElementType) {
        let shape = problem.shape
        let data = problem.data(type)
        let heads = Matrix(data.heads.tensor), gradient = Matrix(data.gradient.tensor)
        let forward = problem.forward(heads)
        let backward = problem.backward(heads, gradient: gradient)
        // Scores of up to 8 or so are off by a rounding for each product; the weights inherit that.
        let roundings = 8 * shape.headSize + shape.length + 64
        for test in TestDevice.kernels {
            let output = GuardedTensor(data.gradient.tensor.shape, type)
            let sums = GuardedTensor([shape.rowCount, shape.queryHeads])
            test.device.attention(data.heads.tensor, shape, into: output.tensor, logSumExp: sums.tensor)
            // In bfloat16 the weights are rounded before they meet the values.
            expectClose(
                output.tensor, forward.output, roundings: roundings, halfRoundings: type == .bfloat16 ? 1 : 0,
                "\(test.testDescription), output")
            expectClose(
                sums.tensor, forward.logSumExp, roundings: roundings, "\(test.testDescription), sums")

            let headsGradient = GuardedTensor(data.heads.tensor.shape, type)
            test.device.attentionBackward(
                gradient: data.gradient.tensor, heads: data.heads.tensor, output: output.tensor,
                logSumExp: sums.tensor, shape, into: headsGradient.tensor)
            // The weights or slopes are rounded, and the output that stands for the mean slope was, twice.
            expectClose(
                headsGradient.tensor, backward, roundings: 2 * roundings, halfRoundings: type == .bfloat16 ? 3 : 0,
                "\(test.testDescription), gradient")
            #expect(output.isIntact && sums.isIntact && headsGradient.isIntact)
            #expect(data.heads.isIntact && data.gradient.isIntact)
        }
    }

    @Test("The scale is the one the shape asks for", arguments: TestDevice.kernels)
    func scale(on test: TestDevice) {
        var problem = AttentionProblem(
            sequences: 1, length: 17, queryHeads: 1, keyValueHeads: 1, headSize: 8, packs: false, seed: 92)
        problem.scale = 0.05
        let heads = problem.data(.float32).heads
        let output = Tensor(zeros: [17, 8]), sums = Tensor(zeros: [1, 1, 17])
        test.device.attention(heads.tensor, problem.shape, into: output, logSumExp: sums)
        expectClose(output, problem.forward(Matrix(heads.tensor)).output, roundings: 128)
    }

    @Test(
        "A sequence's attention has the same bits alone and among others, both ways", arguments: TestDevice.kernels,
        elementTypes)
    func neighbours(on test: TestDevice, type: ElementType) {
        let all = AttentionProblem.bothWays(
            [9, 70, 1, 33, 128], queryHeads: 4, keyValueHeads: 2, headSize: 20, seed: 130)
        let data = all.data(type)
        func run(_ shape: AttentionShape, _ rows: Range<Int>) -> [[UInt8]] {
            let heads = data.heads.tensor.rows(rows), slopes = data.gradient.tensor.rows(rows)
            let output = Tensor(zeros: slopes.shape, elementType: type), sums = Tensor(zeros: [rows.count, 4])
            let gradient = Tensor(zeros: heads.shape, elementType: type)
            test.device.attention(heads, shape, into: output, logSumExp: sums)
            test.device.attentionBackward(
                gradient: slopes, heads: heads, output: output, logSumExp: sums, shape, into: gradient)
            return [output, sums, gradient].map(\.bytes)
        }
        let together = run(all.shape, 0..<all.shape.rowCount)
        let alone = (0..<5).map { sequence in
            let rows = all.shape.rows(of: sequence)
            let shape = AttentionShape(lengths: [rows.count], queryHeads: 4, keyValueHeads: 2, headSize: 20)
            return run(shape, rows)
        }
        for part in 0..<3 { #expect(together[part] == alone.flatMap { $0[part] }) }
    }

    @Test("Scores far apart leave no NaN behind", arguments: TestDevice.kernels, elementTypes)
    func extremes(on test: TestDevice, type: ElementType) {
        let problem = AttentionProblem(
            sequences: 1, length: 50, queryHeads: 1, keyValueHeads: 1, headSize: 8, packs: false, seed: 93)
        var generator = SplitMix64(seed: 15)
        let heads = Tensor.random(&generator, [50, 24], type, scale: 200)
        let output = Tensor(zeros: [50, 8], elementType: type), sums = Tensor(zeros: [1, 1, 50])
        test.device.attention(heads, problem.shape, into: output, logSumExp: sums)
        #expect(output.values.allSatisfy { $0.isFinite } && sums.values.allSatisfy { $0.isFinite })
        let gradient = Tensor(zeros: [50, 24], elementType: type)
        test.device.attentionBackward(
            gradient: output, heads: heads, output: output, logSumExp: sums, problem.shape, into: gradient)
        #expect(gradient.values.allSatisfy { $0.isFinite })
    }
}
