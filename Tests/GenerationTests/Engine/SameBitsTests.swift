import Checkpoints
import Foundation
import Foundations
import Generation
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("The same bits, whatever else runs")
struct SameBitsTests {
    /// How a model is kept.
    enum Weights: String, CaseIterable, CustomTestStringConvertible {
        case float32, q8_0, q4K
        var testDescription: String { rawValue }
    }

    private static let prompts: [GenerationRequest] = {
        var generator = SplitMix64(seed: 64)
        let beginnings = (0..<4).map { _ in (0..<90).map { _ in Int32(generator.next(below: 268)) } }
        return (0..<64).map { index in
            let shared = beginnings[generator.next(below: 4)].prefix(generator.next(below: 91))
            let own = (0...generator.next(below: 30)).map { _ in Int32(generator.next(below: 268)) }
            return GenerationRequest(
                prompt: shared + own, sampling: .greedy, stops: StopConditions(maximumTokens: 6),
                logProbabilityCount: 3)
        }
    }()

    private static func makeModel(_ change: (inout ModelConfiguration) -> Void = { _ in }) throws -> CausalLM {
        var configuration = ModelConfiguration(
            vocabularySize: 268, hiddenSize: 256, layerCount: 2, attentionHeadCount: 4, keyValueHeadCount: 2,
            intermediateSize: 256, maximumPositions: 160, initializerRange: 0.1)
        change(&configuration)
        return try CausalLM(configuration: configuration, seed: 9)
    }

    /// Everything each request gives when all are given to an engine at once, or one after another.
    private static func run(_ engine: BatchEngine, together: Bool) throws -> [[GeneratedToken]] {
        var results = [[GeneratedToken]](repeating: [], count: prompts.count)
        let waves = together ? [Array(prompts.indices)] : prompts.indices.map { [$0] }
        for wave in waves {
            var open = try wave.map { ($0, try engine.submit(prompts[$0])[0]) }
            while !open.isEmpty {
                engine.step()
                open = try open.filter { index, id in
                    while let event = try engine.take(id) {
                        guard case .token(let token) = event else { return false }
                        results[index].append(token)
                    }
                    return true
                }
            }
        }
        return results
    }

    private static func expectSameBits(
        _ model: CausalLM, _ precision: Precision, formats: [CacheFormat] = CacheFormat.allCases
    ) throws {
        let tokenizer = try TinyModel.tokenizer.get()
        for format in formats {
            func engine(_ threads: Int, keeps: Bool, chunk: Int, pages: Int = 400) -> BatchEngine {
                let limits = SchedulerLimits(requests: 8, tokens: 8 + chunk, chunk: chunk)
                return BatchEngine(
                    model: model, tokenizer: tokenizer, device: CPUDevice(threadCount: threads), precision: precision,
                    options: EngineOptions(
                        cacheFormat: format,
                        cacheByteLimit: pages * model.configuration.pageShape(format).byteCount, keepsPrefixes: keeps,
                        limits: limits))
            }
            let expected = try run(engine(1, keeps: false, chunk: 200), together: false)
            #expect(expected.allSatisfy { $0.count == 6 })
            let shared = engine(2, keeps: true, chunk: 24)
            for comment in ["cold", "warm"] {
                #expect(try run(shared, together: true) == expected, "\(format), \(comment)")
            }
            #expect(try run(engine(2, keeps: true, chunk: 9, pages: 7), together: true) == expected, "\(format)")
        }
    }

    @Test(
        "64 greedy texts and their log-probabilities, alone and eight at a time, cold and warm, whole and in chunks, on one thread and two",
        arguments: Weights.allCases, Precision.allCases)
    func prompts(weights: Weights, precision: Precision) throws {
        let model = try Self.makeModel()
        guard weights != .float32 else { return try Self.expectSameBits(model, precision) }
        let folder = try TemporaryDirectory(), file = folder.file("model.gguf")
        try model.save(to: folder.file("model"))
        try ModelConversion(ModelFiles(folder.file("model"))).write(
            gguf: file, recipe: weights == .q8_0 ? .q8_0 : .q4K, name: "test", vocabulary: [])
        let stored = try CausalLM(
            files: ModelFiles(file), weights: .stored(device: CPUDevice.shared, precision: precision))
        try Self.expectSameBits(stored, precision, formats: [.float32, .q8])
    }

    @Test("Layers with a window keep their part of a prefix")
    func windows() throws {
        let model = try Self.makeModel {
            $0.slidingWindow = 20
            $0.windowLayers = [true, false]
        }
        try Self.expectSameBits(model, .float32, formats: [.float16])
    }
}
