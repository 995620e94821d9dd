import Foundations
import Tensors
import Testing

@Suite("Results and the number of threads")
struct ThreadCountTests {
    /// Operations on data large enough for many tasks, and the bits they result in.
    private static let operations: [(name: String, run: @Sendable (CPUDevice, ElementType) -> [UInt8])] = [
        ("products", products), ("norm", norm), ("rotation", rotation), ("attention", attention),
        ("layer norm", layerNorm), ("activations", activations), ("loss", loss), ("bias", bias),
        ("embedding", embedding),
        ("sums and AdamW", optimization),
    ]

    @Test(
        "Every operation gives the same bits on 1, 2, 3 and 5 threads", arguments: TestDevice.engines, elementTypes)
    func sameBits(on test: TestDevice, type: ElementType) {
        guard test.multiplies(type) else { return }
        let devices = [1, 2, 3, 5].map { threads in
            CPUDevice(threadCount: threads, level: test.device.level, productEngine: test.device.productEngine)
        }
        for (name, run) in Self.operations {
            let expected = run(devices[0], type)
            for device in devices.dropFirst() {
                #expect(run(device, type) == expected, "\(name) on \(device.workers.threadCount) threads")
            }
        }
    }

    @Sendable private static func products(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 80)
        return [(300, 170, 65), (97, 513, 130)].flatMap { rows, columns, depth in
            ProductForm.allCases.flatMap { form in
                let a = Tensor.random(&generator, form == .transposedBy ? [depth, rows] : [rows, depth], type)
                let b = Tensor.random(&generator, form == .byTransposed ? [columns, depth] : [depth, columns], type)
                let c = Tensor.random(&generator, [rows, columns])
                device.product(form, a, b, residual: form == .transposedBy ? nil : c, into: c)
                return c.bytes
            }
        }
    }

    @Sendable private static func norm(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 81)
        let x = Tensor.random(&generator, [700, 97]), weight = Tensor.random(&generator, [97])
        let y = Tensor(zeros: x.shape, elementType: type), reciprocal = Tensor(zeros: [700])
        device.rmsNorm(x, weight: weight, epsilon: 1e-5, into: y, reciprocal: reciprocal)
        let dx = Tensor(zeros: x.shape), dweight = Tensor(zeros: [97])
        device.rmsNormBackward(
            gradient: y, x: x, weight: weight, reciprocal: reciprocal, into: dx, accumulating: false, compact: nil,
            weightGradient: dweight)
        return y.bytes + reciprocal.bytes + dx.bytes + dweight.bytes
    }

    @Sendable private static func rotation(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 82)
        let x = Tensor.random(&generator, [500, 5 * 32], type), y = x.copied
        let weight = Parameter("norm", [32], seed: 83), reciprocal = Tensor(zeros: [500, 4])
        let rotation = HeadRotation(
            firstHead: 0, heads: 4, size: 32, positions: (0..<500).map { Int32($0) },
            table: RotaryTable(positions: 500, size: 32, base: 10_000), weight: weight)
        device.rotate(x, rotation, into: y, reciprocal: reciprocal)
        let gradient = y.copied
        device.rotateBackward(
            gradient: gradient, x: x, rotation, reciprocal: reciprocal, weightGradient: weight.gradient)
        return y.bytes + gradient.bytes + weight.gradient.bytes
    }

    @Sendable private static func attention(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 84)
        let shapes = [
            AttentionShape(sequences: 3, length: 70, queryHeads: 6, keyValueHeads: 3, headSize: 20),
            AttentionShape(lengths: [5, 100, 34, 71], queryHeads: 6, keyValueHeads: 3, headSize: 20),
        ]
        return shapes.flatMap { shape in
            let heads = Tensor.random(&generator, [210, shape.rowWidth], type)
            let output = Tensor(zeros: [210, 120], elementType: type), sums = Tensor(zeros: [210, 6])
            device.attention(heads, shape, into: output, logSumExp: sums)
            let gradient = Tensor(zeros: heads.shape, elementType: type)
            device.attentionBackward(
                gradient: output, heads: heads, output: output, logSumExp: sums, shape, into: gradient)
            return output.bytes + sums.bytes + gradient.bytes
        }
    }

    @Sendable private static func activations(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 85)
        return Activation.allCases.flatMap { activation in
            let gateUp = Tensor.random(&generator, [400, 2 * 130], type)
            let output = Tensor(zeros: [400, 130], elementType: type), plain = gateUp.copied
            device.activate(gateUp, activation, into: plain)
            device.gatedActivation(gateUp, activation, into: output)
            device.gatedActivationBackward(gradient: output, gateUp: gateUp, activation, into: gateUp)
            let values = plain.bytes
            device.activateBackward(gradient: gateUp, x: plain, activation, into: plain)
            return values + plain.bytes + output.bytes + gateUp.bytes
        }
    }

    @Sendable private static func layerNorm(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 90)
        let x = Tensor.random(&generator, [700, 97])
        let weight = Tensor.random(&generator, [97]), bias = Tensor.random(&generator, [97])
        let y = Tensor(zeros: x.shape, elementType: type), statistics = Tensor(zeros: [700, 2])
        device.layerNorm(x, weight: weight, bias: bias, epsilon: 1e-5, into: y, statistics: statistics)
        let dx = Tensor(zeros: x.shape), dweight = Tensor(zeros: [97]), dbias = Tensor(zeros: [97])
        device.layerNormBackward(
            gradient: y, x: x, weight: weight, statistics: statistics, into: dx, accumulating: false, compact: nil,
            weightGradient: dweight, biasGradient: dbias)
        return [y, statistics, dx, dweight, dbias].flatMap(\.bytes)
    }

    @Sendable private static func loss(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 86)
        let logits = Tensor.random(&generator, [200, 999]), losses = Tensor(zeros: [200])
        let gradient = Tensor(zeros: logits.shape, elementType: type)
        device.crossEntropy(
            logits: logits, targets: (0..<200).map { Int32($0 * 4) }[...], losses: losses, gradient: gradient,
            scale: 0.1)
        return losses.bytes + gradient.bytes
    }

    @Sendable private static func bias(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 87)
        let rows = Tensor.random(&generator, [400, 333], type), bias = Tensor.random(&generator, [333])
        device.addBias(bias, to: rows)
        device.addBiasBackward(rows, biasGradient: bias)
        return rows.bytes + bias.bytes
    }

    @Sendable private static func embedding(on device: CPUDevice, _ type: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 88)
        let weight = Tensor.random(&generator, [50, 300]), output = Tensor(zeros: [600, 300])
        let tokens = (0..<600).map { _ in Int32(generator.next(below: 50)) }
        device.embedding(tokens, weight, scale: 1.5, into: output)
        device.embeddingBackward(tokens, gradient: output, scale: 1.5, weightGradient: weight)
        let converted = Tensor(zeros: output.shape, elementType: type)
        device.convert(output, into: converted)
        return weight.bytes + converted.bytes
    }

    @Sendable private static func optimization(on device: CPUDevice, _: ElementType) -> [UInt8] {
        var generator = SplitMix64(seed: 89)
        let tensors = (0..<4).map { _ in Tensor.random(&generator, [70_001]) }
        let sum = device.sumOfSquares(tensors[0])
        for index in 0..<70_001 { tensors[3].floats[index] *= tensors[3].floats[index] }
        device.adamW(
            tensors[0], gradient: tensors[1], firstMoment: tensors[2], secondMoment: tensors[3],
            AdamWStep(step: 3, learningRate: 0.01, weightDecay: 0.1))
        device.add(tensors[1], into: tensors[0])
        return tensors.flatMap(\.bytes) + withUnsafeBytes(of: sum) { Array($0) }
    }
}
