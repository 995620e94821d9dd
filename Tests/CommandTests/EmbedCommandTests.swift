import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet embed")
struct EmbedCommandTests {
    private let encoder: TinyEncoder
    private let folder: TemporaryDirectory

    init() throws {
        encoder = try TinyEncoder()
        folder = try TemporaryDirectory()
    }

    private func embed(_ arguments: [String], input: String = "") throws -> MartletProgram.Outcome {
        try MartletProgram.run(["embed", encoder.url.path] + arguments, input: input)
    }

    @Test("Vectors come as JSON Lines or as float32, the same numbers, from files, input and arguments")
    func outputs() throws {
        try Data("the bird\n\nfly".utf8).write(to: folder.file("texts.txt"))
        let json = try embed([folder.file("texts.txt").path, "-", "--text", "a", "--json"], input: "sing\r\n")
        #expect(json.status == 0 && json.errors.isEmpty, "\(json.errors)")
        let lines = try json.output.split(separator: "\n").map { line in
            try JSONValue(parsing: Array(line.utf8), source: "martlet")
        }
        #expect(lines.map { $0["index"]?.int } == [0, 1, 2, 3, 4])
        #expect(lines.map { $0["tokens"]?.int } == [3, 4, 2, 3, 3])
        let file = folder.file("vectors.bin")
        let written = try embed(
            [folder.file("texts.txt").path, "-", "--text", "a", "--output", file.path, "--threads", "1"],
            input: "sing\r\n")
        #expect(written.status == 0 && written.output.contains("5 vectors of 12"))
        let bytes = [UInt8](try Data(contentsOf: file))
        let floats = bytes.withUnsafeBytes { $0.bindMemory(to: UInt32.self).map { Float(bitPattern: $0) } }
        let numbers = lines.flatMap { $0["embedding"]?.array ?? [] }.map { Float($0.double ?? .nan) }
        #expect(numbers == floats && floats.count == 60)
    }

    @Test("Without --json texts are compared with each other")
    func comparison() throws {
        let outcome = try embed(["--text", "the bird", "--text", "the bird", "--text", "fly"])
        #expect(outcome.status == 0 && outcome.output.contains("0  4 tokens  the bird"))
        let rows = outcome.output.split(separator: "\n").suffix(3).map { $0.split(separator: " ") }
        #expect(rows.map { $0[0] } == ["0", "1", "2"])
        #expect(rows[0][1] == "1.000" && rows[0][2] == "1.000" && rows[2][3] == "1.000" && rows[0][3] == rows[2][1])
    }

    @Test("A text that is cut is reported")
    func truncation() throws {
        let long = "a b c d e f g h i"
        let text = try embed(["--text", "a", "--text", long])
        #expect(text.status == 0)
        #expect(text.errors == "text 1: cut after 8 of its 11 tokens; the model reads 8\n")
        let json = try embed(["--text", long, "--json"])
        #expect(json.errors.isEmpty && json.output.contains(#""tokens":8,"text_tokens":11"#), "\(json.output)")
    }

    @Test("A model that writes gives vectors too: of length 1, by the pooling that is named")
    func writer() throws {
        let model = try TinyModel()
        func vectors(_ arguments: String...) throws -> [[Double]] {
            let outcome = try MartletProgram.run(
                ["embed", model.path, "--text", "the cat", "--text", "the hat sat", "--json"] + arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try outcome.output.split(separator: "\n").map { line in
                let json = try JSONValue(parsing: Array(line.utf8), source: "martlet embed")
                return (json["embedding"]?.array ?? []).compactMap(\.double)
            }
        }
        let mean = try vectors(), last = try vectors("--pooling", "lasttoken", "--threads", "1")
        #expect(mean.count == 2 && mean[0].count == 32 && mean != last)
        for vector in mean + last { #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5) }
        #expect(try vectors("--pooling", "mean", "--threads", "3") == mean)
        let long = try MartletProgram.run(["embed", model.path, "--text", String(repeating: "zq", count: 50)])
        #expect(long.status == 1 && long.errors.contains("100 tokens") && long.errors.contains("holds 64"))
        let encoder = try embed(["--text", "a", "--pooling", "mean"])
        #expect(encoder.status == 1 && encoder.errors.contains("is an encoder"))
    }

    @Test("What is wrong with the model, the input or the usage is said, with the right status")
    func failures() throws {
        #expect(try embed([]).status == 2)
        #expect(try embed(["--text", "a", "--batch-tokens", "0"]).status == 2)
        let missing = try embed([folder.file("none.txt").path])
        #expect(missing.status == 1 && missing.errors.contains("none.txt"))
        try Data([0xFF, 0x0A]).write(to: folder.file("bytes.txt"))
        let bytes = try embed([folder.file("bytes.txt").path])
        #expect(bytes.status == 1 && bytes.errors.contains("is not UTF-8 text"))
        let prompt = try embed(["--text", "a", "--prompt", "query"])
        #expect(prompt.status == 1 && prompt.errors.contains("the model has no prompt 'query'"))
        try encoder.remove("model.safetensors")
        try Data().write(to: encoder.url.appending(path: "pytorch_model.bin"))
        let pickled = try embed(["--text", "a"])
        #expect(pickled.status == 1 && pickled.errors.contains("save_pretrained"))
    }
}
