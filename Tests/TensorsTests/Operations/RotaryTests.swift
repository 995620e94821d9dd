import Foundations
import Tensors
import Testing

@Suite("Rotary positions")
struct RotaryTests {
    private static let base = 10_000.0
    private static let epsilon: Float = 1e-6
    /// Heads turned whole, in part, and (with a norm alone) not at all.
    private static let headSizes =
        [(2, 2), (6, 6), (8, 8), (20, 20), (32, 32), (64, 64), (130, 130), (20, 8)]
        + [(64, 34), (130, 2), (24, 0)]

    /// Rows of five heads, the middle three of which are turned.
    private struct Problem {
        let x: GuardedTensor
        let gradient: GuardedTensor
        let rotation: HeadRotation
        let weight: [Double]?
        let rows = 9, size: Int, turned: Int

        init(
            size: Int, turned: Int, type: ElementType, normalizes: Bool, _ generator: inout SplitMix64
        ) {
            self.size = size
            self.turned = turned
            x = GuardedTensor(random: &generator, [9, 5 * size], type)
            gradient = GuardedTensor(random: &generator, [9, 5 * size], type)
            var parameter: Parameter?
            if normalizes {
                parameter = Parameter(name: "norm.weight", shape: [size])
                parameter?.value.fill((0..<size).map { _ in Float(generator.normal()) })
            }
            weight = parameter?.value.doubles
            rotation = HeadRotation(
                firstHead: 1, heads: 3, size: size, positions: [0, 1, 2, 3, 40, 7, 7, 99, 5],
                table: turned == 0 ? nil : RotaryTable(positions: 100, size: turned, base: RotaryTests.base),
                weight: parameter,
                epsilon: RotaryTests.epsilon)
        }

        /// The result of `body` for every head that is turned; the other elements of `initial` as they are.
        func mapHeads(_ initial: Matrix, _ body: (_ row: Int, _ first: Int) -> [Estimate]) -> [Estimate] {
            var result = initial.values.map { Estimate($0) }
            for row in 0..<rows {
                for head in 1...3 {
                    let first = row * 5 * size + head * size
                    result.replaceSubrange(first..<first + size, with: body(row, head * size))
                }
            }
            return result
        }

        /// The first elements of a head turned, the others as they are.
        func rotate(_ head: [Double], position: Int) -> [Estimate] {
            Reference.rotate(Array(head[..<turned]), position: position, base: RotaryTests.base)
                + head[turned...].map { Estimate($0) }
        }

        func head(_ matrix: Matrix, _ row: Int, _ first: Int) -> [Double] {
            (first..<first + size).map { matrix[row, $0] }
        }
    }

    /// Roundings of an angle below 100 radians come to 2^-24 times a hundred, those of the norm to its size.
    private func roundings(size: Int) -> Int { 2 * size + 250 }

    @Test("Chosen heads are turned by their angles, others stay", arguments: TestDevice.kernels, elementTypes)
    func forward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 13)
        for (size, turned) in Self.headSizes {
            for normalizes in [false, true] {
                let problem = Problem(size: size, turned: turned, type: type, normalizes: normalizes, &generator)
                let matrix = Matrix(problem.x.tensor)
                let expected = problem.mapHeads(matrix) { row, first in
                    var head = problem.head(matrix, row, first)
                    if let weight = problem.weight {
                        head = Reference.rmsNorm(head, weight: weight, epsilon: Double(Self.epsilon))
                    }
                    return problem.rotate(head, position: Int(problem.rotation.positions[row]))
                }
                let output = GuardedTensor([9, 5 * size], type)
                test.device.convert(problem.x.tensor, into: output.tensor)
                let reciprocal = normalizes ? GuardedTensor([9, 3]) : nil
                test.device.rotate(
                    problem.x.tensor, problem.rotation, into: output.tensor, reciprocal: reciprocal?.tensor)
                expectClose(
                    output.tensor, expected, roundings: roundings(size: size), "size \(size), norm \(normalizes)")
                let separate = output.tensor.bytes
                if !normalizes {
                    test.device.rotate(
                        problem.x.tensor, problem.rotation, into: problem.x.tensor, reciprocal: nil)
                    #expect(problem.x.tensor.bytes == separate, "in place")
                }
                #expect(output.isIntact && problem.x.isIntact && reciprocal?.isIntact ?? true)
            }
        }
    }

    @Test("The gradient turns back, and passes through the norm", arguments: TestDevice.kernels, elementTypes)
    func backward(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 14)
        for (size, turned) in Self.headSizes {
            for normalizes in [false, true] {
                let problem = Problem(size: size, turned: turned, type: type, normalizes: normalizes, &generator)
                let x = Matrix(problem.x.tensor), gradient = Matrix(problem.gradient.tensor)
                let sumsBefore = (0..<size).map { _ in Float(generator.normal()) }
                var sums = sumsBefore.map { Estimate(Double($0)) }
                let expected = problem.mapHeads(gradient) { row, first in
                    let turned = problem.rotate(
                        problem.head(gradient, row, first), position: -Int(problem.rotation.positions[row]))
                    guard let weight = problem.weight else { return turned }
                    let parts = Reference.rmsNormBackward(
                        gradient: turned.map(\.value), x: problem.head(x, row, first), weight: weight,
                        epsilon: Double(Self.epsilon))
                    for (column, part) in parts.weight.enumerated() { sums[column] += part }
                    return parts.x
                }
                let reciprocal = normalizes ? GuardedTensor([9, 3]) : nil
                let output = problem.x.tensor.copied
                test.device.rotate(
                    problem.x.tensor, problem.rotation, into: output, reciprocal: reciprocal?.tensor)
                let dweight = normalizes ? GuardedTensor(sumsBefore, [size]) : nil
                test.device.rotateBackward(
                    gradient: problem.gradient.tensor, x: problem.x.tensor, problem.rotation,
                    reciprocal: reciprocal?.tensor, weightGradient: dweight?.tensor)
                // Between turning and norm the gradient is stored in its own type: one more rounding there.
                let halves = type == .bfloat16 && normalizes ? 3.0 : 0
                expectClose(
                    problem.gradient.tensor, expected, roundings: roundings(size: size), halfRoundings: halves,
                    "size \(size), norm \(normalizes)")
                if let dweight {
                    expectClose(
                        dweight.tensor, sums, roundings: roundings(size: size),
                        halfRoundings: type == .bfloat16 ? 2 : 0, "weight, size \(size)")
                    #expect(dweight.isIntact)
                }
                #expect(problem.gradient.isIntact)
            }
        }
    }

    @Test("The table holds the cosines and sines of position / base^(2i / size)", arguments: [500.0, 10_000, 1e6])
    func table(base: Double) {
        // A head of ones and zeros becomes the cosines and sines themselves.
        let size = 20, positions = 700
        let x = Tensor(zeros: [positions, size])
        for row in 0..<positions {
            for pair in 0..<size / 2 { x.floats[row * size + pair] = 1 }
        }
        let table = RotaryTable(positions: positions, size: size, base: base)
        #expect(table.positions == positions)
        CPUDevice.shared.rotate(
            x,
            HeadRotation(
                firstHead: 0, heads: 1, size: size, positions: (0..<positions).map { Int32($0) }, table: table),
            into: x, reciprocal: nil)
        let turned = Matrix(x)
        for position in 0..<positions {
            let expected = Reference.rotate(
                [Double](repeating: 1, count: size / 2) + [Double](repeating: 0, count: size / 2),
                position: position, base: base)
            for element in 0..<size {
                // The frequency and the angle are rounded to float32, each by 2^-24 of the angle.
                let tolerance = (2 * Double(position) + 1) * 0x1p-24
                #expect(abs(turned[position, element] - expected[element].value) <= tolerance)
            }
        }
    }
}
