import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet tokenizer compare")
struct TokenizerCompareTests {
    private let folder: TemporaryDirectory
    private let model = Fixture.url("sentencepiece/bpe-identity-bytes.model").path
    private let other = Fixture.url("sentencepiece/unigram-nfkc.model").path

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ name: String, _ text: String) throws { try AtomicFile.write(text, to: folder.file(name)) }

    @Test("Tokens, cost and share of the context are the sums over the kinds of text")
    func compares() throws {
        try write("a.txt", "the martlet never lands\nприветмир мир\n1234 5678\n\n")
        try write("b.swift", "let wing = nest(12)\n")
        let outcome = try MartletProgram.run([
            "tokenizer", "compare", model, other, "--text", folder.url.path, "--context", "100", "--price",
            "unigram-nfkc.model=2", "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let results = try #require(JSONValue(parsing: Array(outcome.output.utf8), source: "martlet").array)
        #expect(results.count == 2)
        for result in results {
            let kinds = try #require(result["kinds"]?.object)
            #expect(kinds.members.map(\.key) == ["code", "Latin", "Cyrillic", "numbers"])
            let tokens = kinds.members.compactMap { $0.value["tokens"]?.int }.reduce(0, +)
            #expect(result["tokens"]?.int == tokens && tokens > 0)
            #expect(result["bytes"]?.int == 81)
            #expect(result["words"]?.int == 12)
            #expect(result["context_share"]?.double == Double(tokens) / 100)
        }
        #expect(results[0]["usd"] == nil)
        #expect(results[1]["usd"]?.double == Double(try #require(results[1]["tokens"]?.int)) * 2 / 1e6)
    }

    @Test("Without a text, built-in lines of every kind are compared in a table")
    func samples() throws {
        let outcome = try MartletProgram.run(["tokenizer", "compare", model])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for kind in ["code", "Latin", "Chinese", "Japanese", "Korean", "Arabic", "emoji", "numbers"] {
            #expect(outcome.output.contains("\n\(kind)"), "\(kind)")
        }
    }

    @Test("Mistakes are named")
    func errors() throws {
        try write("prices.yaml", "# prices\nunigram-nfkc.model: cheap\n")
        for (arguments, message) in [
            ([model, "--price", "nobody=1"], "nobody"), ([model, "--price", "nothing"], "NAME=PRICE"),
            ([other, "--prices", folder.file("prices.yaml").path], "line 2"),
            ([model, "--text", folder.file("missing").path], "missing"),
            ([folder.file("prices.yaml").path], "supported is"),
        ] {
            let outcome = try MartletProgram.run(["tokenizer", "compare"] + arguments)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
    }

    @Test("A SentencePiece model is inspected, and converted to a tokenizer.json with the same ids")
    func converts() throws {
        let output = folder.file("hf").path
        #expect(try MartletProgram.run(["tokenizer", "convert", model, "--output", output]).status == 0)
        let text = "the martlet never lands"
        let first = try MartletProgram.run(["tokenizer", "encode", model, text])
        let second = try MartletProgram.run(["tokenizer", "encode", output, text])
        #expect(first.status == 0 && first.output == second.output)
        #expect(try MartletProgram.run(["tokenizer", "inspect", model, "--text", text]).status == 0)
    }
}
