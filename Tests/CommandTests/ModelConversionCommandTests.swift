import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet model convert, quantize and diff")
struct ModelConversionCommandTests {
    private func run(_ arguments: String...) throws -> MartletProgram.Outcome {
        let outcome = try MartletProgram.run(arguments)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    @Test("A model goes to GGUF and back, and stays the same: weights, vocabulary and text")
    func thereAndBack() throws {
        let model = try TinyModel(), folder = try TemporaryDirectory()
        let file = folder.file("model.gguf").path, back = folder.file("back").path
        _ = try run("model", "convert", model.runFolder, "--output", file, "--type", "F32")
        _ = try run("model", "convert", file, "--output", back)
        #expect(try run("model", "diff", model.path, back).output.contains("20 of 20 tensors are the same"))
        let prompt = ["the cat", "--temperature", "0", "--max-tokens", "12"]
        let texts = try [model.path, file, back].map { try MartletProgram.run(["generate", $0] + prompt).output }
        #expect(Set(texts).count == 1)
        let inspected = try JSONValue(
            parsing: Array(run("model", "inspect", file, "--json").output.utf8), source: "inspect")
        #expect(inspected["metadata"]?["general.architecture"]?.string == "llama")
        #expect(inspected["tokenizer"]?["vocabulary_size"]?.int == inspected["config"]?["vocab_size"]?.int)
    }

    @Test("Quantized weights differ, and the difference is shown with status 1")
    func quantized() throws {
        let model = try TinyModel(), folder = try TemporaryDirectory()
        let file = folder.file("small.gguf").path
        let made = try run("model", "quantize", model.path, "--type", "q8_0", "--output", file, "--json")
        let bits = try JSONValue(parsing: Array(made.output.utf8), source: "quantize")["bits_per_weight"]?.double ?? 0
        #expect(bits > 8 && bits < 12)
        let difference = try MartletProgram.run(["model", "diff", model.path, file, "--json"])
        #expect(difference.status == 1)
        let document = try JSONValue(parsing: Array(difference.output.utf8), source: "diff")
        let relative = document["tensors"]?.array?.compactMap { $0["relative"]?.double } ?? []
        #expect(relative.count == 20 && relative.allSatisfy { $0 < 0.02 } && relative.contains { $0 > 0 })
    }

    @Test("Nothing is overwritten unasked, and what cannot be written is refused by name")
    func refusals() throws {
        let model = try TinyModel(), folder = try TemporaryDirectory()
        let file = folder.file("model.gguf")
        _ = try run("model", "convert", model.path, "--output", file.path)
        let again = try MartletProgram.run(["model", "convert", model.path, "--output", file.path])
        #expect(again.status == 1 && again.errors.contains("--force"))
        _ = try run("model", "convert", model.path, "--output", file.path, "--force")
        let unknown = try MartletProgram.run(["model", "quantize", model.path, "--type", "Q9"])
        #expect(unknown.status == 2 && unknown.errors.contains("Q4_K_M"))
        let folderType = try MartletProgram.run([
            "model", "convert", file.path, "--output", folder.file("out").path, "--type", "Q4_0",
        ])
        #expect(folderType.status == 1 && folderType.errors.contains("BF16"))
        let itself = try MartletProgram.run(["model", "convert", file.path, "--output", file.path, "--force"])
        #expect(itself.status == 1 && itself.errors.contains("the model itself"))
        try Data("GGUF".utf8).write(to: folder.file("broken.gguf"))
        for command in [["model", "inspect"], ["generate"], ["model", "diff", model.path]] {
            let path = folder.file("broken.gguf").path
            let broken = try MartletProgram.run(command + [path] + (command == ["generate"] ? ["x"] : []))
            #expect(broken.status == 1 && broken.errors.contains(path), "\(command)")
        }
    }

    @Test("Perplexity is measured window by window, the same for the same weights in either format")
    func perplexity() throws {
        let model = try TinyModel(), folder = try TemporaryDirectory()
        let file = folder.file("model.gguf").path, text = folder.file("text.txt")
        try Data(String(repeating: "the cat sat on the hat ", count: 20).utf8).write(to: text)
        _ = try run("model", "convert", model.path, "--output", file, "--type", "F32")
        let figures = try [model.path, file].map { path in
            try run("eval", "perplexity", path, "--text", text.path, "--context", "32", "--json").output
        }.map { try JSONValue(parsing: Array($0.utf8), source: "perplexity") }
        #expect(figures[0]["perplexity"] == figures[1]["perplexity"])
        #expect((figures[0]["windows"]?.int ?? 0) > 1 && figures[0]["standard_error"]?.double != nil)
        try Data().write(to: text)
        let empty = try MartletProgram.run(["eval", "perplexity", model.path, "--text", text.path])
        #expect(empty.status == 1 && !empty.errors.isEmpty)
    }
}
