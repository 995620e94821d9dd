import Glibc
import Tensors
import Testing
import Transformer

@Suite("Sizes and fresh weights of models")
struct ModelSizeTests {
    private static let small = ModelConfiguration(
        vocabularySize: 11, hiddenSize: 6, layerCount: 2, attentionHeadCount: 3, keyValueHeadCount: 1,
        intermediateSize: 5)

    private func count(_ change: (inout ModelConfiguration) -> Void) throws -> Int {
        var configuration = Self.small
        change(&configuration)
        return try CausalLM(configuration: configuration, seed: 1).parameterCount
    }

    @Test("Parameters are as many as counted by hand")
    func parameterCount() throws {
        // Embedding 11 * 6; a layer has (3 + 1 + 1) heads of 2 by 6, 6 by 6, 2 * 5 by 6, 6 by 5 and two norms of 6.
        let layer = 60 + 36 + 60 + 30 + 12
        #expect(try count { _ in } == 66 + 2 * layer + 6)
        #expect(try count { $0.tiesEmbeddings = false } == 66 + 2 * layer + 6 + 66)
        #expect(try count { $0.usesQueryKeyValueBias = true } == 66 + 2 * (layer + 10) + 6)
        #expect(try count { $0.usesOutputBias = true } == 66 + 2 * (layer + 6) + 6)
        #expect(try count { $0.usesFeedForwardBias = true } == 66 + 2 * (layer + 10 + 6) + 6)
        #expect(try count { $0.usesQKNorm = true } == 66 + 2 * (layer + 4) + 6)
    }

    @Test("Operations of a training step are as many as counted by hand")
    func trainingFLOPs() throws {
        // Six for each weight of a matrix, the embedding counted once as output; attention 12 * 2 layers * 6 * 100.
        let expected = 6.0 * (66 + 2 * (60 + 36 + 60 + 30)) + 14_400
        for ties in [true, false] {
            var configuration = Self.small
            configuration.tiesEmbeddings = ties
            configuration.usesQueryKeyValueBias = !ties
            let model = try CausalLM(configuration: configuration, seed: 1)
            #expect(model.trainingFLOPs(perTokenAtLength: 100) == expected)
        }
    }

    private static let larger = ModelConfiguration(
        vocabularySize: 1000, hiddenSize: 96, layerCount: 4, attentionHeadCount: 4, intermediateSize: 250,
        tiesEmbeddings: false, usesQKNorm: true, usesQueryKeyValueBias: true, usesOutputBias: true,
        usesFeedForwardBias: true, initializerRange: 0.03)

    @Test("Fresh matrices are normal around 0, those that write to the residual stream narrower; norms 1, biases 0")
    func initialization() throws {
        let model = try CausalLM(configuration: Self.larger, seed: 60)
        for parameter in model.parameters {
            let values = parameter.value.values.map(Double.init), count = Double(values.count)
            if parameter.name.hasSuffix("norm.weight") {
                #expect(values.allSatisfy { $0 == 1 }, "\(parameter.name)")
            } else if parameter.name.hasSuffix("bias") {
                #expect(values.allSatisfy { $0 == 0 }, "\(parameter.name)")
            } else {
                let narrow = parameter.name.contains("o_proj") || parameter.name.contains("down_proj")
                let expected = narrow ? 0.03 / 8.squareRoot() : 0.03
                let mean = values.reduce(0, +) / count
                let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
                // Five standard errors of either.
                #expect(abs(mean) < 5 * expected / count.squareRoot(), "\(parameter.name)")
                #expect(abs(deviation / expected - 1) < 5 / (2 * count).squareRoot(), "\(parameter.name)")
                // A normal distribution has 31.7 % beyond one deviation and 4.6 % beyond two.
                let shares = [1.0, 2].map { limit in Double(values.count { abs($0) > limit * expected }) / count }
                #expect(abs(shares[0] - 0.317) < 0.02 && abs(shares[1] - 0.0455) < 0.01, "\(parameter.name)")
            }
        }
    }

    @Test("A seed gives the same weights again, another seed others")
    func seeds() throws {
        let models = try [60, 60, 61].map { try CausalLM(configuration: Self.larger, seed: $0) }
        #expect(models[0].weightBytes == models[1].weightBytes)
        for (parameter, other) in zip(models[0].parameters, models[2].parameters) where parameter.decays {
            #expect(parameter.value.bytes != other.value.bytes)
        }
        // No two matrices of one model begin alike.
        let beginnings = models[0].parameters.filter(\.decays).map { Array($0.value.bytes.prefix(64)) }
        #expect(Set(beginnings).count == beginnings.count)
    }

    @Test("A fresh model knows nothing: its loss is about the logarithm of the vocabulary", arguments: [true, false])
    func initialLoss(ties: Bool) throws {
        var configuration = Self.larger
        configuration.initializerRange = 0.02
        configuration.tiesEmbeddings = ties
        let model = try CausalLM(configuration: configuration, seed: 62)
        let loss = model.loss(
            tokens: model.tokens(400, seed: 63), targets: model.tokens(400, seed: 64), sequences: 4, length: 100,
            scale: 1, tape: Tape(mode: .evaluation))
        #expect(loss.tokens == 400)
        #expect(abs(loss.mean - log(1000.0)) < 0.1)
    }

    @Test("Sizes that do not fit together are refused with the number that is wrong")
    func invalidSizes() {
        func refusal(_ change: (inout ModelConfiguration) -> Void) -> String? {
            var configuration = Self.small
            change(&configuration)
            do {
                _ = try CausalLM(configuration: configuration, seed: 1)
                return nil
            } catch ModelError.invalidConfiguration(let reason) {
                return reason
            } catch { return nil }
        }
        #expect(refusal { $0.vocabularySize = 0 }?.contains("vocabulary size is 0") == true)
        #expect(refusal { $0.hiddenSize = -6 }?.contains("hidden size is -6") == true)
        #expect(refusal { $0.layerCount = 0 }?.contains("layers is 0") == true)
        #expect(refusal { $0.attentionHeadCount = 0 }?.contains("heads is 0") == true)
        #expect(refusal { $0.keyValueHeadCount = 0 }?.contains("key-value heads is 0") == true)
        #expect(refusal { $0.keyValueHeadCount = 2 }?.contains("3 query heads cannot share 2") == true)
        #expect(refusal { $0.headSize = 3 }?.contains("head size is 3") == true)
        #expect(refusal { $0.intermediateSize = 1 << 25 }?.contains("intermediate size is 33554432") == true)
        #expect(refusal { $0.maximumPositions = 0 }?.contains("maximum positions is 0") == true)
        #expect(refusal { _ in } == nil)
    }
}
