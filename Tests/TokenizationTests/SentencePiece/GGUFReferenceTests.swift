import Foundation
import TestSupport
import Testing
import Tokenization

@Suite("Vocabularies of llama.cpp's own tests")
struct GGUFReferenceTests {
    static let names = [
        "bert-bge", "deepseek-coder", "falcon", "gpt-2", "llama-bpe", "llama-spm", "phi-3", "qwen2", "starcoder",
    ]

    private static func file(_ name: String, _ suffix: String = "") -> String {
        "tokenizers/ggml-vocab/ggml-vocab-\(name).gguf\(suffix)"
    }

    @Test(
        "The ids of llama.cpp's test texts are its own",
        .enabled(if: ReferenceData.has(Self.file("gpt-2"))), arguments: Self.names)
    func ids(name: String) throws {
        let tokenizer = try Tokenizer(gguf: try #require(ReferenceData.url(Self.file(name))))
        let input = try Data(contentsOf: try #require(ReferenceData.url(Self.file(name, ".inp"))))
        let output = try String(contentsOf: try #require(ReferenceData.url(Self.file(name, ".out"))), encoding: .utf8)
        let texts = String(decoding: input, as: UTF8.self).components(separatedBy: "\n__ggml_vocab_test__\n")
        let expected = output.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.split(separator: " ").compactMap { Int32($0) }
        }
        try #require(texts.count <= expected.count)
        for (text, ids) in zip(texts, expected) {
            #expect(tokenizer.encode(text) == ids, "\(text.debugDescription)")
        }
    }
}
