import Foundations
import Tensors
import Testing

@Suite("Conversions and sums")
struct ConversionTests {
    /// Floats of every kind: both signs, ties, the largest, infinities, and bit patterns at random.
    private static let floats: [Float] = {
        var generator = SplitMix64(seed: 6)
        let upper: [UInt32] = [0x3f80, 0x3f81, 0x7f7f, 0x0080, 0x4000, 0xc2ff]
        let ties = upper.flatMap { high in
            [0x7fff, 0x8000, 0x8001, 0, 0xffff].map { Float(bitPattern: high << 16 | $0) }
        }
        let random = (0..<4000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: generator.next())) }
        return ties + [0, -0.0, 1, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNormalMagnitude]
            + random.filter { $0.isNormal || $0.isInfinite }
    }()

    @Test("Floats are rounded to the nearest bfloat16, ties to the even one", arguments: TestDevice.kernels)
    func rounding(on test: TestDevice) {
        for count in oddSizes + [Self.floats.count] {
            let source = GuardedTensor(Array(Self.floats.suffix(count)), [count])
            let target = GuardedTensor([count], .bfloat16)
            test.device.convert(source.tensor, into: target.tensor)
            #expect(target.tensor.values == source.tensor.values.map { BFloat16($0).float })
            #expect(target.isIntact)
        }
    }

    @Test("NaN stays NaN, and what is too small to be normal is rounded or becomes 0", arguments: TestDevice.kernels)
    func specialValues(on test: TestDevice) {
        let patterns: [UInt32] = [0x7f80_0001, 0xff80_ffff, 0x7fc0_0000, 0x7fff_ffff, 0xffff_ffff]
        let nans = Tensor(patterns.map { Float(bitPattern: $0) }, shape: [5])
        let target = Tensor(zeros: [5], elementType: .bfloat16)
        test.device.convert(nans, into: target)
        #expect(target.values.allSatisfy { $0.isNaN })
        let tiny = (1...17).map { Float(bitPattern: $0 * 0x7_1234) }
        let rounded = Tensor(zeros: [17], elementType: .bfloat16)
        test.device.convert(Tensor(tiny, shape: [17]), into: rounded)
        for (value, result) in zip(tiny, rounded.values) {
            #expect(result == BFloat16(value).float || result == 0)
        }
    }

    @Test("bfloat16 widens exactly, and a copy of the same type keeps every bit", arguments: TestDevice.kernels)
    func widening(on test: TestDevice) {
        var generator = SplitMix64(seed: 7)
        for count in oddSizes + [40_000] {
            let source = GuardedTensor(random: &generator, [count], .bfloat16)
            let target = GuardedTensor([count])
            test.device.convert(source.tensor, into: target.tensor)
            #expect(target.tensor.values == source.tensor.values)
            for type in elementTypes {
                let original = GuardedTensor(random: &generator, [count], type)
                let copy = GuardedTensor([count], type)
                test.device.convert(original.tensor, into: copy.tensor)
                #expect(copy.tensor.bytes == original.tensor.bytes)
                #expect(copy.isIntact && target.isIntact)
            }
        }
    }

    @Test("Adding a tensor rounds each sum once", arguments: TestDevice.kernels)
    func adding(on test: TestDevice) {
        var generator = SplitMix64(seed: 8)
        for count in oddSizes + [40_000] {
            let source = GuardedTensor(random: &generator, [count])
            let target = GuardedTensor(random: &generator, [count])
            let expected = zip(target.tensor.values, source.tensor.values).map { $0 + $1 }
            test.device.add(source.tensor, into: target.tensor)
            #expect(target.tensor.values == expected)
            #expect(target.isIntact)
        }
    }

    @Test("A bias is added to every row, and its gradient sums the rows", arguments: TestDevice.kernels, elementTypes)
    func bias(on test: TestDevice, type: ElementType) {
        var generator = SplitMix64(seed: 9)
        for (rows, width) in [(1, 1), (3, 5), (2, 17), (7, 64), (65, 63), (300, 97), (1, 130), (40, 515)] {
            let bias = GuardedTensor(random: &generator, [width])
            let target = GuardedTensor(random: &generator, [rows, width], type)
            let before = Matrix(target.tensor)
            let expected = before.values.indices.map { index in
                Estimate(before.values[index]) + Estimate(Double(bias.tensor.values[index % width]))
            }
            test.device.addBias(bias.tensor, to: target.tensor)
            expectClose(target.tensor, expected, roundings: 1)

            let gradient = GuardedTensor(random: &generator, [rows, width], type)
            let sums = GuardedTensor(random: &generator, [width])
            let total = Reference.sumOfRows(Matrix(gradient.tensor), plus: sums.tensor.doubles)
            test.device.addBiasBackward(gradient.tensor, biasGradient: sums.tensor)
            expectClose(sums.tensor, total, roundings: rows)
            #expect(target.isIntact && sums.isIntact)
        }
    }

    @Test("An embedding copies rows, and its gradient sums those of a token", arguments: TestDevice.kernels)
    func embedding(on test: TestDevice) {
        var generator = SplitMix64(seed: 10)
        for (count, vocabulary, width) in [(1, 1, 1), (5, 3, 7), (17, 40, 64), (130, 9, 97), (63, 5, 200)] {
            let tokens = (0..<count).map { _ in Int32(generator.next(below: vocabulary)) }
            let weight = GuardedTensor(random: &generator, [vocabulary, width])
            let output = GuardedTensor([count, width])
            test.device.embedding(tokens, weight.tensor, scale: 1, into: output.tensor)
            #expect(output.tensor.values == tokens.flatMap { weight.tensor.rows(Int($0)..<Int($0) + 1).values })

            let gradient = GuardedTensor(random: &generator, [count, width])
            let sums = GuardedTensor(random: &generator, [vocabulary, width])
            var expected = sums.tensor.values
            for (row, token) in tokens.enumerated() {
                for column in 0..<width {
                    expected[Int(token) * width + column] += gradient.tensor.values[row * width + column]
                }
            }
            test.device.embeddingBackward(
                tokens, gradient: gradient.tensor, scale: 1, weightGradient: sums.tensor)
            #expect(sums.tensor.values == expected)
            #expect(output.isIntact && sums.isIntact)
        }
    }
}
