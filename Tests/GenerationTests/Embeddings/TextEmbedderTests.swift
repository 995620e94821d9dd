import Foundations
import Generation
import Tensors
import TestSupport
import Testing
import Transformer

@Suite("Embeddings of texts")
struct TextEmbedderTests {
    private let encoder: TinyEncoder

    init() throws {
        encoder = try TinyEncoder()
    }

    private func vectors(_ texts: [String], prompt: String? = nil) async throws -> [[Float]] {
        try await TextEmbedder(directory: encoder.url).embed(texts, prompt: prompt).map(\.vector)
    }

    @Test("A vector is the mean of the states between and with the tokens around the text, scaled to length 1")
    func formula() async throws {
        let model = try EncoderModel(directory: encoder.url)
        // [CLS] the bird sing ##s ! [SEP]
        let batch = EncoderBatch([[2, 5, 6, 7, 8, 13, 3]])
        let states = try model.states(of: batch, tape: Tape(mode: .generation)).value
        let mean = Pooling([.mean]).vector(of: states).map(Double.init)
        let length = mean.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let embedding = try #require(try await TextEmbedder(directory: encoder.url).embed(["The bird sings!"]).first)
        #expect(embedding.tokenCount == 7 && embedding.textTokenCount == 7 && !embedding.isTruncated)
        #expect(zip(embedding.vector, mean).allSatisfy { abs(Double($0) - $1 / length) < 1e-6 })
    }

    @Test("A text's vector has the same bits alone, in any batch, and on any number of threads")
    func neighbours() async throws {
        let texts = ["the bird", "", "fly", "a b c d e f g h", "birds sing, 中 flying!", "the bird"]
        let device = CPUDevice(threadCount: 1)
        let expected = try await TextEmbedder(directory: encoder.url, device: device).embed(texts)
        #expect(expected[0] == expected[5])
        let embedder = try TextEmbedder(directory: encoder.url, device: CPUDevice(threadCount: 3))
        for tokens in [1, 9, 10_000] {
            #expect(try await embedder.embed(texts, tokensPerBatch: tokens) == expected)
        }
        #expect(try await embedder.embed(texts.reversed()) == expected.reversed())
    }

    @Test("A text that is too long is cut before its last token, and says so")
    func truncation() async throws {
        let embedder = try TextEmbedder(directory: encoder.url)
        #expect(embedder.maximumTokens == 8)
        let embeddings = try await embedder.embed(["a b c d e f", "a b c d e f g", "a b c d e f g h i"])
        #expect(embeddings.map(\.tokenCount) == [8, 8, 8])
        #expect(embeddings.map(\.textTokenCount) == [8, 9, 11])
        #expect(embeddings.map(\.isTruncated) == [false, true, true])
        #expect(embeddings[1].vector == embeddings[0].vector && embeddings[2].vector == embeddings[0].vector)
    }

    @Test("The limit is that of the layout, of the tokenizer, or of the positions, whichever there is")
    func limits() throws {
        func limit() throws -> Int { try TextEmbedder(directory: encoder.url).maximumTokens }
        try encoder.write("sentence_bert_config.json", ["max_seq_length": 100])
        #expect(try limit() == 12)
        try encoder.write("sentence_bert_config.json", ["max_seq_length": nil])
        #expect(try limit() == 12)
        try encoder.write("tokenizer_config.json", ["model_max_length": 6])
        #expect(try limit() == 6)
        try encoder.write("tokenizer_config.json", ["model_max_length": .number(1e30)])
        #expect(try limit() == 12)
        try encoder.write("sentence_bert_config.json", ["max_seq_length": -2])
        #expect(throws: EmbeddingError.self) { try limit() }
    }

    @Test("An encoder alone is pooled by the mean and not scaled")
    func plainEncoder() async throws {
        let scaled = try await vectors(["the bird"])[0]
        for name in ["modules.json", "sentence_bert_config.json"] { try encoder.remove(name) }
        let plain = try await vectors(["the bird"])[0]
        #expect(abs(TextEmbedding.similarity(plain, scaled) - 1) < 1e-6)
        let length = plain.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        #expect(abs(length - 1) > 0.01)
    }

    @Test("Modes of pooling go by their names and by their flags, side by side where there are several")
    func pooling() async throws {
        let flags: [(String, JSONValue)] = [
            ("cls", ["pooling_mode_cls_token": true]), ("max", ["pooling_mode_max_tokens": true]),
            ("mean_sqrt_len_tokens", ["pooling_mode_mean_sqrt_len_tokens": true]),
            ("weightedmean", ["pooling_mode_weightedmean_tokens": true]),
            ("lasttoken", ["pooling_mode_lasttoken": true]),
        ]
        var seen: Set<[Float]> = []
        for (name, flag) in flags {
            try encoder.write("1_Pooling/config.json", flag)
            let byFlag = try await vectors(["the bird"])
            try encoder.write("1_Pooling/config.json", ["pooling_mode": .string(name)])
            #expect(try await vectors(["the bird"]) == byFlag)
            seen.insert(byFlag[0])
        }
        #expect(seen.count >= 4)
        try encoder.write("1_Pooling/config.json", ["pooling_mode_cls_token": true, "pooling_mode_max_tokens": true])
        #expect(try TextEmbedder(directory: encoder.url).dimension == 24)
        #expect(try await vectors(["the bird"])[0].count == 24)
    }

    @Test("Prompts go before a text: the one that is named, or the model's usual one")
    func prompts() async throws {
        let plain = try await vectors(["the bird", "fly the bird"])
        let file = "config_sentence_transformers.json"
        try encoder.write(file, ["prompts": ["query": "fly "], "default_prompt_name": nil])
        #expect(try await vectors(["the bird"]) == [plain[0]])
        #expect(try await vectors(["the bird"], prompt: "query") == [plain[1]])
        await #expect(throws: EmbeddingError.unknownPrompt(name: "other", known: ["query"])) {
            try await vectors(["the bird"], prompt: "other")
        }
        try encoder.write(file, ["prompts": ["query": "fly "], "default_prompt_name": "query"])
        #expect(try await vectors(["the bird"]) == [plain[1]])
    }

    @Test("Text becomes lower case where the layout asks for it")
    func lowercase() async throws {
        let lower = try await vectors(["the bird"])
        try encoder.write("tokenizer_config.json", ["do_lower_case": false])
        #expect(try await vectors(["The BIRD"]) != lower)
        try encoder.write("sentence_bert_config.json", ["max_seq_length": 8, "do_lower_case": true])
        #expect(try await vectors(["The BIRD"]) == lower)
    }

    @Test("Steps, settings and tokenizers that are not supported are refused by name")
    func refusals() throws {
        func error() -> String {
            do {
                _ = try TextEmbedder(directory: encoder.url)
                return "none"
            } catch { return "\(error)" }
        }
        try encoder.write("1_Pooling/config.json", ["pooling_mode": "median"])
        #expect(error().contains("1_Pooling/config.json: pooling by 'median' is not supported"))
        try encoder.write("1_Pooling/config.json", ["pooling_mode_mean_tokens": true, "include_prompt": false])
        #expect(error().contains("pooling without the prompt"))
        let first = TinyEncoder.module("Transformer", ""), second = TinyEncoder.module("Pooling", "1_Pooling")
        try encoder.write("modules.json", .array([first, second, TinyEncoder.module("Dense", "2_Dense")]))
        try encoder.write("1_Pooling/config.json", ["pooling_mode_mean_tokens": true])
        #expect(error().contains("modules.json: the step 'Dense' is not supported"))
        try encoder.write("modules.json", .array([second, first]))
        #expect(error().contains("step 0 is Pooling"))
        try encoder.write("modules.json", .array([first, TinyEncoder.module("Pooling", "../1_Pooling")]))
        #expect(error().contains("step 1 lies outside the folder"))
        try encoder.write("modules.json", ["no": "list"])
        #expect(error().contains("modules.json: is no list of steps"))
        try encoder.remove("modules.json")
        #expect(error() == "none")
        try encoder.write("vocab.txt", .null)
        #expect(error().contains("vocab.txt"))
        try encoder.remove("vocab.txt")
        #expect(error().contains("neither a tokenizer.json nor a vocab.txt"))
    }
}
