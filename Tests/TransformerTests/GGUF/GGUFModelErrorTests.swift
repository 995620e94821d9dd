import Checkpoints
import Foundation
import TestSupport
import Testing
import Transformer

@Suite("GGUF files that no model can be made of")
struct GGUFModelErrorTests {
    /// A tiny Llama, with some of its metadata changed and some tensors left out or added.
    private static func error(
        changing changes: [String: GGUFValue?] = [:], leavingOut: Set<String> = [], adding: [String] = []
    ) throws -> String {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "model.gguf")
        var metadata: [(key: String, value: GGUFValue)] = [
            ("general.architecture", .string("llama")), ("llama.embedding_length", .uint32(8)),
            ("llama.block_count", .uint32(1)), ("llama.feed_forward_length", .uint32(16)),
            ("llama.attention.head_count", .uint32(2)), ("llama.context_length", .uint32(32)),
        ]
        for (key, value) in changes {
            metadata.removeAll { $0.key == key }
            if let value { metadata.append((key, value)) }
        }
        let shapes: [(String, [Int])] = [
            ("token_embd.weight", [10, 8]), ("output_norm.weight", [8]), ("blk.0.attn_norm.weight", [8]),
            ("blk.0.attn_q.weight", [8, 8]), ("blk.0.attn_k.weight", [8, 8]), ("blk.0.attn_v.weight", [8, 8]),
            ("blk.0.attn_output.weight", [8, 8]), ("blk.0.ffn_norm.weight", [8]), ("blk.0.ffn_gate.weight", [16, 8]),
            ("blk.0.ffn_up.weight", [16, 8]), ("blk.0.ffn_down.weight", [8, 16]),
        ]
        let tensors = (shapes + adding.map { ($0, [8]) }).filter { !leavingOut.contains($0.0) }
            .map { GGUFTensorDescription(name: $0.0, type: .f32, shape: $0.1) }
        try GGUFWriter.write(tensors, metadata: metadata, to: file) { writer in
            let zeros = [Float](repeating: 0, count: writer.tensor.shape.reduce(1, *))
            try zeros.withUnsafeBufferPointer { try writer.write($0) }
        }
        do {
            _ = try CausalLM(files: ModelFiles(file))
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test("The file that the others are made from is a model")
    func sound() throws {
        #expect(try Self.error() == "none")
    }

    @Test("An architecture that is not supported is named, and so are those that are")
    func architecture() throws {
        let error = try Self.error(changing: ["general.architecture": .string("mamba")])
        #expect(error.contains("'mamba'") && error.contains("llama, qwen2"))
        #expect(try Self.error(changing: ["general.architecture": nil]).contains("general.architecture"))
    }

    @Test(
        "A missing key is named",
        arguments: [
            "llama.embedding_length", "llama.block_count", "llama.feed_forward_length", "llama.attention.head_count",
            "llama.context_length",
        ])
    func missingKey(_ key: String) throws {
        #expect(try Self.error(changing: [key: nil]).contains("'\(key)'"))
    }

    @Test("Values of the wrong kind, impossible sizes and unknown scalings are refused")
    func values() throws {
        #expect(try Self.error(changing: ["llama.block_count": .string("two")]).contains("whole number"))
        #expect(try Self.error(changing: ["llama.attention.head_count": .uint32(0)]) != "none")
        #expect(try Self.error(changing: ["llama.block_count": .uint32(4_000_000_000)]) != "none")
        #expect(try Self.error(changing: ["llama.rope.scaling.type": .string("ntk")]).contains("'ntk'"))
        #expect(try Self.error(changing: ["llama.attention.value_length": .uint32(2)]).contains("2 for values"))
        let perLayer = GGUFArray([Int32](repeating: 2, count: 1))
        #expect(try Self.error(changing: ["llama.attention.head_count": .array(perLayer)]).contains("head_count"))
    }

    @Test("Tensors that are missing, unexpected or of another shape are named")
    func tensors() throws {
        #expect(try Self.error(leavingOut: ["blk.0.ffn_down.weight"]).contains("mlp.down_proj.weight"))
        #expect(try Self.error(leavingOut: ["token_embd.weight"]).contains("token_embd.weight"))
        #expect(try Self.error(adding: ["blk.0.ssm_in.weight"]).contains("blk.0.ssm_in.weight"))
        #expect(try Self.error(adding: ["blk.00.attn_norm.weight"]).contains("blk.00.attn_norm.weight"))
        #expect(try Self.error(changing: ["llama.feed_forward_length": .uint32(12)]).contains("gate_proj"))
    }
}
