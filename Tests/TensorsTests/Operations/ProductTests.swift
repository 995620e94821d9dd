import Foundations
import Tensors
import Testing

@Suite("Products")
struct ProductTests {
    /// A product [m, k] by [k, n] in one of its forms, with random operands.
    private struct Problem {
        let form: ProductForm
        let a, b: GuardedTensor
        let initial: [Float]
        let rows, columns, depth: Int

        init(
            _ form: ProductForm, _ rows: Int, _ columns: Int, _ depth: Int, _ type: ElementType, _ bType: ElementType,
            _ generator: inout SplitMix64
        ) {
            self.form = form
            (self.rows, self.columns, self.depth) = (rows, columns, depth)
            a = GuardedTensor(random: &generator, form == .transposedBy ? [depth, rows] : [rows, depth], type)
            b = GuardedTensor(
                random: &generator, form == .byTransposed ? [columns, depth] : [depth, columns], bType)
            initial = (0..<rows * columns).map { _ in Float(generator.normal()) }
        }

        /// The product, with float32 operands rounded where they meet bfloat16.
        func expected(accumulating: Bool) -> [Estimate] {
            let right = Matrix(b.tensor)
            return Reference.product(
                form, Matrix(a.tensor), a.tensor.elementType == .bfloat16 ? right.halved : right,
                plus: accumulating ? initial.map(Double.init) : nil)
        }

        var isIntact: Bool { a.isIntact && b.isIntact }
    }

    /// Shapes with every odd size in every place.
    private static let shapes: [(rows: Int, columns: Int, depth: Int)] = {
        let rotated = { (size: Int, by: Int) in oddSizes[(oddSizes.firstIndex(of: size)! + by) % oddSizes.count] }
        return oddSizes.flatMap { size in
            [(size, rotated(size, 4), rotated(size, 9)), (size, rotated(size, 7), rotated(size, 2))]
        } + [(1, 1, 1), (2, 1, 3), (97, 130, 65), (200, 70, 33), (7, 300, 290), (110, 3, 515)]
    }()

    @Test("All three forms agree with the plain sum, at every size", arguments: TestDevice.engines, elementTypes)
    func forms(on test: TestDevice, type: ElementType) {
        guard test.multiplies(type) else { return }
        var generator = SplitMix64(seed: 1)
        for (rows, columns, depth) in Self.shapes {
            for form in ProductForm.allCases {
                let problem = Problem(form, rows, columns, depth, type, type, &generator)
                let accumulates = form == .transposedBy
                let expected = problem.expected(accumulating: accumulates)
                for resultType in accumulates ? [.float32] : elementTypes {
                    let result = GuardedTensor([rows, columns], resultType)
                    if accumulates { result.tensor.fill(problem.initial) }
                    test.device.product(
                        form, problem.a.tensor, problem.b.tensor, residual: nil, into: result.tensor)
                    expectClose(
                        result.tensor, expected, roundings: depth + 2, "\(form) \(rows) by \(columns) by \(depth)")
                    #expect(result.isIntact && problem.isIntact)
                }
            }
        }
    }

    @Test("A float32 weight meets bfloat16 rows rounded to their type", arguments: TestDevice.engines)
    func mixedTypes(on test: TestDevice) {
        guard test.multiplies(.bfloat16) else { return }
        var generator = SplitMix64(seed: 2)
        for (rows, columns, depth) in Self.shapes {
            for form in [ProductForm.byTransposed, .plain] {
                let problem = Problem(form, rows, columns, depth, .bfloat16, .float32, &generator)
                let result = GuardedTensor([rows, columns], .float32)
                test.device.product(form, problem.a.tensor, problem.b.tensor, residual: nil, into: result.tensor)
                expectClose(
                    result.tensor, problem.expected(accumulating: false), roundings: depth + 2,
                    "\(form) \(rows) by \(columns) by \(depth)")
                #expect(result.isIntact && problem.isIntact)
            }
        }
    }

    @Test("A residual is added, in a place of its own or in the target's", arguments: TestDevice.engines, elementTypes)
    func residual(on test: TestDevice, type: ElementType) {
        guard test.multiplies(type) else { return }
        var generator = SplitMix64(seed: 3)
        for (rows, columns, depth) in Self.shapes {
            for form in [ProductForm.byTransposed, .plain] {
                let problem = Problem(form, rows, columns, depth, type, type, &generator)
                let expected = problem.expected(accumulating: true)
                let residual = GuardedTensor(problem.initial, [rows, columns])
                for resultType in elementTypes {
                    let result = GuardedTensor([rows, columns], resultType)
                    test.device.product(
                        form, problem.a.tensor, problem.b.tensor, residual: residual.tensor, into: result.tensor)
                    expectClose(result.tensor, expected, roundings: depth + 2, "into \(resultType)")
                    #expect(result.isIntact && residual.tensor.values == problem.initial)
                }
                test.device.product(
                    form, problem.a.tensor, problem.b.tensor, residual: residual.tensor, into: residual.tensor)
                expectClose(residual.tensor, expected, roundings: depth + 2, "in place")
                #expect(residual.isIntact && problem.isIntact)
            }
        }
    }

    @Test("A product with a packed weight agrees with the plain sum", arguments: TestDevice.kernels, elementTypes)
    func packed(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 4)
        for (rows, columns, depth) in Self.shapes {
            let problem = Problem(.byTransposed, rows, columns, depth, type, .float32, &generator)
            let packed = test.device.pack(problem.b.tensor, for: type)
            let residual = GuardedTensor(problem.initial, [rows, columns])
            for resultType in elementTypes {
                let result = GuardedTensor([rows, columns], resultType)
                test.device.product(problem.a.tensor, packed, residual: nil, into: result.tensor)
                expectClose(result.tensor, problem.expected(accumulating: false), roundings: depth + 2)
                test.device.product(problem.a.tensor, packed, residual: residual.tensor, into: result.tensor)
                expectClose(result.tensor, problem.expected(accumulating: true), roundings: depth + 2, "residual")
                #expect(result.isIntact && problem.isIntact)
            }
        }
    }

    @Test(
        "A row of a packed product has the same bits alone, among others, and in any split",
        arguments: TestDevice.kernels, elementTypes)
    func rowsAreIndependent(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 5)
        for (rows, columns, depth) in [(130, 97, 65), (13, 33, 130), (99, 200, 48)] {
            let a = Tensor.random(&generator, [rows, depth], type)
            let residual = Tensor.random(&generator, [rows, columns])
            let packed = test.device.pack(.random(&generator, [columns, depth]), for: type)
            for resultType in elementTypes {
                let whole = Tensor(zeros: [rows, columns], elementType: resultType)
                test.device.product(a, packed, residual: residual, into: whole)
                let split = Tensor(zeros: [rows, columns], elementType: resultType)
                for _ in 0..<6 {
                    split.clear()
                    var first = 0
                    while first < rows {
                        let count = min(rows - first, 1 + generator.next(below: 12) * generator.next(below: 9))
                        let range = first..<first + count
                        test.device.product(
                            a.rows(range), packed, residual: residual.rows(range), into: split.rows(range))
                        first += count
                    }
                    #expect(split.bytes == whole.bytes, "\(rows) by \(columns) by \(depth)")
                }
                for row in 0..<rows {
                    let range = row..<row + 1
                    test.device.product(
                        a.rows(range), packed, residual: residual.rows(range), into: split.rows(range))
                }
                #expect(split.bytes == whole.bytes, "\(rows) by \(columns) by \(depth), row by row")
            }
        }
    }
}
