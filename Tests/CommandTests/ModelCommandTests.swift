import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet model and martlet doctor")
struct ModelCommandTests {
    private func document(_ arguments: String...) throws -> JSONValue {
        let outcome = try MartletProgram.run(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet")
    }

    @Test("A model is described without loading it")
    func inspect() throws {
        let model = try TinyModel()
        let json = try document("model", "inspect", model.runFolder, "--json", "--tensors")
        // Embedding, two blocks (attention, feed-forward, two norms), last norm.
        let block = 32 * 32 * 2 + 32 * 16 * 2 + 3 * 32 * 48 + 2 * 32
        let vocabulary = try #require(json["config"]?["vocab_size"]?.int)
        #expect(json["parameters"]?.int == vocabulary * 32 + 2 * block + 32)
        #expect(json["cache_bytes_per_token"]?.int == 2 * 16 * 2 * 4)
        #expect(json["tensors"]?.array?.count == 2 + 2 * 9)
        let text = try MartletProgram.run(["model", "inspect", model.path])
        #expect(text.output.contains("4 heads of 8, 2 for keys and values"))
    }

    @Test("Logits come as JSON or as a file of float32, the same numbers")
    func logits() throws {
        let model = try TinyModel()
        let folder = try TemporaryDirectory()
        let json = try document("model", "logits", model.path, "--tokens", "1,2,3", "--json")
        let rows = try #require(json["logits"]?.array)
        #expect(rows.count == 3)
        let file = folder.file("logits.bin")
        let outcome = try MartletProgram.run(
            ["model", "logits", model.path, "--tokens", "1,2,3", "--output", file.path])
        #expect(outcome.status == 0)
        let bytes = [UInt8](try Data(contentsOf: file))
        let floats = bytes.withUnsafeBytes { $0.bindMemory(to: UInt32.self).map { Float(bitPattern: $0) } }
        #expect(rows.flatMap { $0.array ?? [] }.map { Float($0.double ?? .nan) } == floats)
    }

    @Test("Token ids that are none end with status 2, those outside the vocabulary with status 1")
    func badTokens() throws {
        let model = try TinyModel()
        #expect(try MartletProgram.run(["model", "logits", model.path, "--tokens", "1,x"]).status == 2)
        let outside = try MartletProgram.run(["model", "logits", model.path, "--tokens", "1,99999"])
        #expect(outside.status == 1)
        #expect(outside.errors.contains("99999"))
    }

    @Test("An import that fails leaves nothing behind, and none overwrites a model")
    func importRefusals() throws {
        let folder = try TemporaryDirectory()
        try Data("no checkpoint".utf8).write(to: folder.file("model.bin"))
        let output = folder.file("output")
        let failed = try MartletProgram.run([
            "model", "import", folder.file("model.bin").path, "--tokenizer", folder.file("model.bin").path,
            "--output", output.path,
        ])
        #expect(failed.status == 1)
        #expect(failed.errors.contains("model.bin"))
        #expect(!FileManager.default.fileExists(atPath: output.path))
        let model = try TinyModel()
        let refused = try MartletProgram.run([
            "model", "import", folder.file("model.bin").path, "--tokenizer", folder.file("model.bin").path,
            "--output", model.path,
        ])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("already holds a model"))
    }

    @Test(
        "A llama2.c checkpoint is imported, and writes its story from the folder",
        .enabled(if: ReferenceData.has("models/stories260K"), "needs the reference model stories260K")
    )
    func importsStories() throws {
        let data = try #require(ReferenceData.url("models/stories260K"))
        let folder = try TemporaryDirectory()
        let imported = try MartletProgram.run([
            "model", "import", data.appending(path: "checkpoint_v1.bin").path, "--tokenizer",
            data.appending(path: "tokenizer.bin").path, "--output", folder.file("stories").path,
        ])
        #expect(imported.status == 0, "\(imported.errors)")
        let story = try MartletProgram.run([
            "generate", folder.file("stories").path, "", "--temperature", "0", "--max-tokens", "200",
        ])
        let expected = try Data(contentsOf: data.appending(path: "expected-greedy-200.txt"))
        #expect(Data(story.output.utf8) == expected + Data("\n".utf8))
    }

    @Test("The doctor describes the machine")
    func doctor() throws {
        let outcome = try MartletProgram.run(["doctor", "--json"])
        let json = try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet doctor")
        #expect((json["threads"]?.int ?? 0) >= 1)
        #expect((json["memory_bytes"]?.int ?? 0) > 1 << 20)
        #expect(json["onednn"]?.string?.contains(".") == true)
        let missing = json["requirements"]?.array?.filter { $0["found"]?.isNull == true } ?? []
        let essential = missing.filter { $0["essential"]?.bool == true }
        #expect(outcome.status == (essential.isEmpty ? 0 : 1))
        #expect(missing.allSatisfy { $0["remedy"]?.string?.isEmpty == false })
        #expect(try MartletProgram.run(["doctor"]).output.contains("kernels"))
    }
}
