import Foundation
import Foundations
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("Every family as a GGUF file")
struct GGUFFamilyTests {
    /// What llama.cpp would compute otherwise, and a word of the reason.
    private static let refused = [
        "llama-yarn-settings": "yarn", "qwen2-yarn": "yarn", "qwen2-windows": "window",
        "qwen3": "biases of attention", "qwen3-moe-layers": "experts", "smollm3-windows": "window",
        "gemma3-linear": "window",
    ]

    /// Gemma's fixtures have scales and bases that no published model has; these are theirs.
    private static func published(_ config: JSONValue) -> JSONValue {
        guard var object = config.object, config["model_type"]?.string?.hasPrefix("gemma") ?? false else {
            return config
        }
        if let text = object["text_config"] {
            object["text_config"] = published(text)
            return .object(object)
        }
        object["query_pre_attn_scalar"] = object["head_dim"]
        if var rope = object["rope_parameters"]?.object, rope["sliding_attention"] != nil {
            rope["sliding_attention"] = ["rope_theta": 10_000.0, "rope_type": "default"]
            object["rope_parameters"] = .object(rope)
        }
        return .object(object)
    }

    @Test("A model of each family gives the same logits from a GGUF file, or is refused", arguments: FamilyFixture.all)
    func roundTrip(_ fixture: FamilyFixture) throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "model.gguf")
        try fixture.write(to: folder.url)
        try AtomicFile.write(
            Self.published(fixture.config).serialized(), to: folder.url.appending(path: "config.json"))
        let files = try ModelFiles(directory: folder.url)
        do {
            try ModelConversion(files).write(gguf: file, recipe: .f32, name: fixture.name, vocabulary: [])
        } catch let error as ModelError {
            let word = try #require(Self.refused[fixture.name], "\(fixture.name): \(error)")
            #expect("\(error)".contains(word), "\(error)")
            return
        }
        let open = { (configuration: inout ModelConfiguration) in
            if let context = fixture.context { configuration.maximumPositions = context }
        }
        let model = try CausalLM(files: files, adjusting: open)
        let read = try CausalLM(files: ModelFiles(file), adjusting: open)
        let expected = try model.allLogits(fixture.tokens).values, found = try read.allLogits(fixture.tokens).values
        // Norms that are stored with 1 added, divisors and factors that are stored as 32-bit floats are rounded.
        let worst = zip(expected, found).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 1e-4, "\(worst)")
    }
}
