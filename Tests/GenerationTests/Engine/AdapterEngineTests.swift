import Foundation
import Foundations
import Generation
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("Adapters of one generator")
struct AdapterEngineTests {
    /// Adapters on disk, with random matrices.
    private struct Adapters {
        private let folder: TemporaryDirectory

        init(_ names: [String]) throws {
            folder = try TemporaryDirectory()
            for (index, name) in names.enumerated() {
                let model = try TinyModel.make()
                let adapter = try LoRAAdapter(LoRAConfiguration(rank: 2), for: model, seed: UInt64(index))
                var generator = SplitMix64(seed: UInt64(50 + index))
                for parameter in adapter.parameters {
                    for element in parameter.value.floats.indices {
                        parameter.value.floats[element] = Float(0.3 * generator.normal())
                    }
                }
                try adapter.save(to: self[name], baseModel: nil)
            }
        }

        subscript(name: String) -> URL { folder.file(name) }
    }

    private static let prompts = ["the cat", "the cat sat on the mat and the hat", "a hat", "the cat sat on the mat"]

    private static func generator() throws -> Generator {
        try Generator(model: TinyModel.make(), tokenizer: TinyModel.tokenizer.get())
    }

    private static func request(_ index: Int, _ adapter: String?) throws -> GenerationRequest {
        var request = try GeneratorTests.request(prompts[index % prompts.count], seed: UInt64(index))
        request.adapter = adapter
        return request
    }

    /// What a request gives on a model of its own with the adapter attached.
    private static func alone(_ request: GenerationRequest, _ adapters: Adapters) throws -> [Int32] {
        let model = try TinyModel.make()
        if let name = request.adapter {
            try model.attach(LoRAAdapter(files: LoRAFiles(adapters[name]), for: model))
        }
        let loop = try GenerationLoop(model: model, tokenizer: TinyModel.tokenizer.get(), request: request)
        var tokens: [Int32] = []
        while let token = try loop.next() { tokens.append(token.token) }
        return tokens
    }

    @Test("Requests of different adapters at once get the tokens that each gets alone, cold and from the cache")
    func together() async throws {
        let adapters = try Adapters(["first", "second"]), generator = try Self.generator()
        try await generator.loadAdapter(adapters["first"], named: "first")
        try await generator.loadAdapter(adapters["second"], named: "second")
        #expect(await generator.adapterNames == ["first", "second"])
        let requests = try (0..<12).map { try Self.request($0, [nil, "first", "second"][$0 % 3]) }
        let expected = try requests.map { try Self.alone($0, adapters) }
        #expect(Set(expected).count > 6)
        for _ in 0..<2 {
            let found = try await withThrowingTaskGroup(of: (Int, [Int32]).self) { group in
                for (index, request) in requests.enumerated() {
                    group.addTask { (index, try await generator.generate(request).tokens) }
                }
                var found = [[Int32]](repeating: [], count: requests.count)
                for try await (index, tokens) in group { found[index] = tokens }
                return found
            }
            #expect(found == expected)
        }
    }

    @Test("What an adapter left in the cache is found by its own requests alone, and goes with it")
    func prefixes() async throws {
        let adapters = try Adapters(["first"]), generator = try Self.generator()
        try await generator.loadAdapter(adapters["first"], named: "first")
        _ = try await generator.generate(Self.request(1, "first"))
        #expect(try await generator.generate(Self.request(1, nil)).reusedTokenCount == 0)
        let again = try await generator.generate(Self.request(1, "first"))
        #expect(try again.reusedTokenCount == Self.request(1, nil).prompt.count - 1)
        let before = await generator.statistics.keptPages
        await generator.removeAdapter(named: "first")
        #expect(await generator.statistics.keptPages < before)
        await #expect(throws: GenerationError.unknownAdapter(name: "first", known: [])) {
            try await generator.generate(Self.request(1, "first"))
        }
    }

    @Test("An adapter is replaced while the generator lives, and one of another model is refused")
    func replaced() async throws {
        let adapters = try Adapters(["first", "second"]), generator = try Self.generator()
        var request = try Self.request(1, "first")
        try await generator.loadAdapter(adapters["first"], named: "first")
        let first = try await generator.generate(request).tokens
        try await generator.loadAdapter(adapters["second"], named: "first")
        let second = try await generator.generate(request)
        request.adapter = "second"
        #expect(second.tokens == (try Self.alone(request, adapters)) && second.tokens != first)
        #expect(second.reusedTokenCount == 0)

        let folder = try TemporaryDirectory()
        let other = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: 20, hiddenSize: 8, layerCount: 1, attentionHeadCount: 2, intermediateSize: 8), seed: 1)
        try LoRAAdapter(LoRAConfiguration(rank: 2), for: other, seed: 1).save(to: folder.url, baseModel: nil)
        await #expect(throws: LoRAError.self) { try await generator.loadAdapter(folder.url, named: "first") }
        #expect(try await generator.generate(Self.request(1, "first")).tokens == second.tokens)
    }

    @Test("The adapter of the model that is handed over is everybody's, beams and saved keys included")
    func own() async throws {
        let adapters = try Adapters(["first", "second"])
        func generator(_ name: String?) throws -> Generator {
            let model = try TinyModel.make()
            if let name { try model.attach(LoRAAdapter(files: LoRAFiles(adapters[name]), for: model)) }
            return try Generator(model: model, tokenizer: TinyModel.tokenizer.get())
        }
        let adapted = try generator("first"), base = try generator(nil)
        try await adapted.loadAdapter(adapters["second"], named: "second")
        let request = try Self.request(1, nil)
        _ = try await adapted.generate(Self.request(1, "second"))
        var named = request
        named.adapter = "first"
        #expect(try await adapted.generate(request).tokens == Self.alone(named, adapters))
        #expect(try await base.generate(request).tokens == Self.alone(request, adapters))
        _ = try await adapted.generate(Self.request(1, "second"))
        let folder = try TemporaryDirectory()
        _ = try await adapted.saveCache(of: request.prompt, to: folder.file("kv"))
        await #expect(throws: KVSnapshotError.self) { try await base.restoreCache(from: folder.file("kv")) }
        let again = try generator("first")
        #expect(try await again.restoreCache(from: folder.file("kv")) == request.prompt.count)
    }
}
