import Checkpoints
import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("Models as GGUF files")
struct GGUFRoundTripTests {
    @Test("A model written in float32 and read again gives the same bits", arguments: NamedConfiguration.savable)
    func roundTrip(_ named: NamedConfiguration) throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "model.gguf")
        let model = try named.model()
        try model.save(to: folder.url)
        let conversion = ModelConversion(try ModelFiles(directory: folder.url))
        do {
            try conversion.write(gguf: file, recipe: .f32, name: "test", vocabulary: [])
        } catch let error as ModelError {
            // What llama.cpp has no place for must be refused with a reason, and nothing be left.
            #expect("\(error)".contains("llama.cpp") || "\(error)".contains("GGUF"), "\(error)")
            #expect(!FileManager.default.fileExists(atPath: file.path))
            return
        }
        let read = try CausalLM(files: ModelFiles(file))
        let tokens = model.tokens(20, seed: 3)
        let exact = try model.allLogits(tokens).values, found = try read.allLogits(tokens).values
        if named.rounds {
            #expect(zip(exact, found).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($0)) })
        } else {
            #expect(exact == found)
        }
        var configuration = read.configuration
        configuration.initializerRange = model.configuration.initializerRange
        configuration.beginOfTextToken = model.configuration.beginOfTextToken
        configuration.endOfTextTokens = model.configuration.endOfTextTokens
        if named.family == "phi3" {
            // The file counts the elements that turn and keeps factors as floats: the logits show that they are the same.
            configuration.rotaryShare = model.configuration.rotaryShare
            configuration.ropeScaling = model.configuration.ropeScaling
        }
        #expect(configuration == model.configuration)
    }

    @Test("A quantized file is read as the numbers its blocks stand for, and converts back to a directory of these")
    func quantized() throws {
        let folder = try TemporaryDirectory(), back = folder.url.appending(path: "back")
        let configuration = ModelConfiguration(
            vocabularySize: 40, hiddenSize: 256, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
            intermediateSize: 512, maximumPositions: 64)
        let model = try CausalLM(configuration: configuration, seed: 5)
        try model.save(to: folder.url)
        for recipe in QuantizationRecipe.allCases {
            let file = folder.url.appending(path: "\(recipe.rawValue).gguf")
            let files = try ModelFiles(directory: folder.url)
            try ModelConversion(files).write(gguf: file, recipe: recipe, name: "test", vocabulary: [])
            let quantized = try ModelFiles(file)
            let difference = try ModelDifference(files.weights, quantized.weights)
            #expect(difference.onlyFirst.isEmpty && difference.onlySecond.isEmpty && difference.otherShapes.isEmpty)
            let worst = difference.tensors.map(\.relative).max() ?? 1
            #expect(worst <= Self.limit(recipe), "\(recipe.rawValue): \(worst)")
            // One thread writes the same bytes.
            let alone = folder.url.appending(path: "alone.gguf")
            try ModelConversion(files, workers: WorkerPool(threadCount: 1)).write(
                gguf: alone, recipe: recipe, name: "test", vocabulary: [])
            #expect(try Data(contentsOf: alone) == Data(contentsOf: file))
            try ModelConversion(quantized).write(directory: back)
            #expect(try ModelDifference(quantized.weights, SafetensorsWeights(directory: back)).isNone)
        }
    }

    /// The largest relative error that each recipe may leave in a tensor of normally distributed weights.
    private static func limit(_ recipe: QuantizationRecipe) -> Double {
        switch recipe {
        case .f32: 0
        case .f16: 3e-4
        case .bf16: 3e-3
        case .q8_0: 0.01
        case .q6K: 0.03
        case .q5K, .q5KM: 0.05
        case .q4_0: 0.12
        case .q4K, .q4KM: 0.1
        }
    }

    @Test("A directory in half precision holds what the numbers round to, and refuses what it cannot hold")
    func halfPrecision() throws {
        let folder = try TemporaryDirectory()
        let model = try NamedConfiguration.savable[0].model()
        try model.save(to: folder.url)
        let files = try ModelFiles(directory: folder.url)
        for (type, limit) in [(StoredElementType.float16, 6e-4), (.bfloat16, 5e-3)] {
            let half = folder.url.appending(path: type.rawValue)
            try ModelConversion(files).write(directory: half, type: type)
            let difference = try ModelDifference(files.weights, SafetensorsWeights(directory: half))
            #expect(difference.tensors.allSatisfy { $0.relative > 0 && $0.relative < limit })
            #expect(try JSONValue(contentsOf: half.appending(path: "config.json"))["torch_dtype"]?.string != "float32")
        }
        model.parameters[0].value.floats[3] = 1e30
        try model.save(to: folder.url)
        let half = folder.url.appending(path: "half")
        #expect(throws: ModelError.self) {
            try ModelConversion(ModelFiles(directory: folder.url)).write(directory: half, type: .float16)
        }
        #expect(!FileManager.default.fileExists(atPath: half.appending(path: "config.json").path))
    }
}

extension NamedConfiguration {
    /// Whether files of this family round: norms with 1 added, the factor of LongRoPE.
    fileprivate var rounds: Bool { family == "phi3" || family?.hasPrefix("gemma") ?? false }
}
