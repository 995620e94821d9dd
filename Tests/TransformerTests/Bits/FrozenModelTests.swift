import Foundation
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("Models in the encoding of their file")
struct FrozenModelTests {
    private static let configuration = ModelConfiguration(
        vocabularySize: 300, hiddenSize: 256, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
        intermediateSize: 512, maximumPositions: 128)

    @Test(
        "Plain numbers give the bits of a model in float32", arguments: NamedConfiguration.savable, Precision.allCases)
    func plain(_ named: NamedConfiguration, precision: Precision) throws {
        let folder = try TemporaryDirectory(), model = try named.model()
        try model.save(to: folder.url)
        let frozen = try CausalLM(
            files: ModelFiles(directory: folder.url), weights: .stored(device: CPUDevice.shared, precision: precision))
        let tokens = model.tokens(20, seed: 3)
        // A looked-up row is rounded to bfloat16 with the weights; that is the only difference.
        let exact = try model.allLogits(tokens, precision: precision).values
        let found = try frozen.allLogits(tokens, precision: precision).values
        if precision == .float32 {
            #expect(found == exact)
        } else {
            #expect(Self.error(found, exact) <= 0.05)
        }
    }

    @Test("Quantized weights give nearly what the numbers they stand for give", arguments: QuantizationRecipe.allCases)
    func quantized(_ recipe: QuantizationRecipe) throws {
        let files = try Self.files(recipe), device = CPUDevice(threadCount: 2)
        let precision = files.suitedPrecision
        let floats = try CausalLM(files: files)
        let frozen = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
        let tokens = floats.tokens(40, seed: 4)
        let exact = try floats.allLogits(tokens, device: device).values
        let found = try frozen.allLogits(tokens, device: device, precision: precision).values
        let limit = recipe == .f32 || recipe == .f16 ? 1e-6 : 0.03
        #expect(Self.error(found, exact) <= limit, "\(Self.error(found, exact))")
        #expect(frozen.stepByteCount < floats.stepByteCount || recipe == .f32)
    }

    @Test(
        "One by one, at once, and on any number of threads the bits are the same",
        arguments: QuantizationRecipe.allCases)
    func bits(_ recipe: QuantizationRecipe) throws {
        let files = try Self.files(recipe), precision = files.suitedPrecision
        var reference: [Float]?
        for threads in [1, 2, 3] {
            let device = CPUDevice(threadCount: threads)
            let model = try CausalLM(files: files, weights: .stored(device: device, precision: precision))
            let tokens = model.tokens(33, seed: 5)
            for size in [1, 5, 33] {
                let cache = KVCache(configuration: model.configuration, capacity: 33)
                let tape = Tape(device: device, mode: .generation, precision: precision)
                var logits: [Float] = []
                for start in stride(from: 0, to: 33, by: size) {
                    tape.reset()
                    let chunk = Array(tokens[start..<min(33, start + size)])
                    logits += try model.logits(of: chunk, cache: cache, rows: .all, tape: tape).values
                }
                if reference == nil { reference = logits }
                #expect(logits == reference, "\(threads) threads, \(size) at a time")
            }
        }
    }

    private static func files(_ recipe: QuantizationRecipe) throws -> ModelFiles {
        let folder = try TemporaryDirectory(), file = folder.url.appending(path: "model.gguf")
        try CausalLM(configuration: configuration, seed: 1).save(to: folder.url)
        try ModelConversion(ModelFiles(directory: folder.url)).write(
            gguf: file, recipe: recipe, name: "test", vocabulary: [])
        // The file stays mapped when its folder is gone.
        return try ModelFiles(file)
    }

    /// The root of the mean square of the difference, in proportion to that of the exact values.
    private static func error(_ found: [Float], _ exact: [Float]) -> Double {
        let difference = zip(found, exact).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        return (difference / exact.reduce(0) { $0 + Double($1 * $1) }).squareRoot()
    }
}
