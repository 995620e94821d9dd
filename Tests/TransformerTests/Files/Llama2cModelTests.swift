import Checkpoints
import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("Models of llama2.c")
struct Llama2cModelTests {
    private static let realFiles = "models/stories260K"

    /// Logits grow with the random weights, and rounding with them.
    private func expectClose(
        _ logits: Tensor, _ expected: [[Double]], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let expected = expected.flatMap { $0 }
        let largest = expected.reduce(0) { max($0, abs($1)) }
        let worst = zip(logits.values, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1)) }
        #expect(worst < 1e-5 * max(largest, 10), "largest \(largest)", sourceLocation: sourceLocation)
    }

    private func header(_ layout: Llama2cHeader.Layout, sharesClassifier: Bool) -> Llama2cHeader {
        Llama2cHeader(
            dimension: 24, hiddenDimension: 20, layerCount: 3, headCount: 4, keyValueHeadCount: 2, vocabularySize: 11,
            maximumSequenceLength: 40, sharesClassifier: sharesClassifier, layout: layout)
    }

    private func read(_ file: [UInt8]) throws -> CausalLM {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(file, to: folder.file("model.bin"))
        return try CausalLM(llama2c: Llama2cCheckpoint(folder.file("model.bin")))
    }

    @Test(
        "A checkpoint computes what its own weights do with neighbouring rotary pairs",
        arguments: [Llama2cHeader.Layout.legacy, .float32], [true, false])
    func floats(layout: Llama2cHeader.Layout, sharesClassifier: Bool) throws {
        let stored = Llama2cModel(header: header(layout, sharesClassifier: sharesClassifier), seed: 80)
        let model = try read(stored.file())
        #expect(model.configuration.tiesEmbeddings == sharesClassifier)
        #expect(model.configuration.normEpsilon == 1e-5 && model.configuration.ropeTheta == 10_000)
        #expect(model.configuration.maximumPositions == 40 && model.configuration.beginOfTextToken == 1)
        // The names of transformers for the rows as llama2.c stores them.
        let names = [
            "wq": "self_attn.q_proj", "wk": "self_attn.k_proj", "wv": "self_attn.v_proj", "wo": "self_attn.o_proj",
            "w1": "mlp.gate_proj", "w2": "mlp.down_proj", "w3": "mlp.up_proj", "attention_norm": "input_layernorm",
            "ffn_norm": "post_attention_layernorm",
        ]
        var weights: [(String, [Float])] = []
        for (name, layers) in stored.values {
            switch name {
            case "tok_embeddings": weights.append(("model.embed_tokens.weight", layers[0]))
            case "norm": weights.append(("model.norm.weight", layers[0]))
            case "output": if !sharesClassifier { weights.append(("lm_head.weight", layers[0])) }
            default:
                let place = try #require(names[name])
                weights += layers.enumerated().map { ("model.layers.\($0).\(place).weight", $1) }
            }
        }
        let decoder = PlainDecoder(configuration: model.configuration, pairs: .neighbours, weights: weights)
        let tokens = model.tokens(30, seed: 81)
        expectClose(try model.allLogits(tokens), decoder.logits(tokens))
    }

    @Test("A checkpoint of bytes and scales computes what the scaled bytes do", arguments: [true, false])
    func bytes(sharesClassifier: Bool) throws {
        let stored = Llama2cModel(header: header(.int8(groupSize: 8), sharesClassifier: sharesClassifier), seed: 82)
        let model = try read(stored.file())
        let decoder = PlainDecoder(
            configuration: model.configuration, weights: stored.expected().map { ($0.name, $0.values) })
        let tokens = model.tokens(30, seed: 83)
        expectClose(try model.allLogits(tokens), decoder.logits(tokens))
    }

    @Test("An imported model can be saved as a directory and read again")
    func saving() throws {
        let model = try read(Llama2cModel(header: header(.float32, sharesClassifier: false), seed: 84).file())
        let folder = try TemporaryDirectory()
        try model.save(to: folder.url)
        let again = try CausalLM(directory: folder.url)
        #expect(again.configuration == model.configuration && again.weightBytes == model.weightBytes)
    }

    @Test(
        "The published 260K model computes what a plain decoder does, in both layouts of floats",
        .enabled(if: ReferenceData.has(realFiles)))
    func stories() throws {
        let folder = try #require(ReferenceData.url(Self.realFiles))
        let files = ["checkpoint_legacy.bin", "checkpoint_v1.bin"]
        let models = try files.map { try CausalLM(llama2c: Llama2cCheckpoint(folder.appending(path: $0))) }
        #expect(models[0].weightBytes == models[1].weightBytes)
        let tokens: [Int32] = [1] + models[0].tokens(20, seed: 85)
        let decoder = try PlainDecoder(models[0])
        expectClose(try models[1].allLogits(tokens), decoder.logits(tokens))
    }
}
