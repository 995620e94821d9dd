import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet generate --completions, --save-cache and --load-cache")
struct CompletionsCommandTests {
    private let model: TinyModel
    private let folder: TemporaryDirectory

    init() throws {
        model = try TinyModel(contextSize: 200)
        folder = try TemporaryDirectory()
    }

    private var file: String { folder.file("prompt.kv").path }

    private func generate(_ arguments: String..., prompt: String = "the cat", model: TinyModel? = nil) throws
        -> MartletProgram.Outcome
    {
        try MartletProgram.run(["generate", (model ?? self.model).path, prompt, "--max-tokens", "8"] + arguments)
    }

    private func document(_ outcome: MartletProgram.Outcome) throws -> JSONValue {
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet generate")
    }

    @Test("Several texts are those of their seeds, each of which is told")
    func completions() throws {
        let all = try #require(try document(generate("--completions", "3", "--json", "--seed", "5")).array)
        #expect(all.count == 3)
        for completion in all {
            let seed = try #require(completion["sampling"]?["seed"]?.string)
            let single = try document(generate("--json", "--seed", seed))
            #expect(single["tokens"] == completion["tokens"] && single["text"] == completion["text"])
        }
        #expect(all[0]["sampling"]?["seed"]?.string == "5")
        #expect(Set(all.compactMap { $0["text"]?.string }).count > 1)
        // The prompt is read once.
        #expect(all[0]["reused_prompt_tokens"]?.int == 0 && (all[1]["reused_prompt_tokens"]?.int ?? 0) > 0)
    }

    @Test("As text they are numbered, and their seeds go to standard error")
    func text() throws {
        let all = try #require(try document(generate("--completions", "2", "--json")).array)
        let outcome = try generate("--completions", "2")
        let texts = all.map { "the cat" + ($0["text"]?.string ?? "") }
        #expect(outcome.output == "1:\n\(texts[0])\n\n2:\n\(texts[1])\n")
        for (index, completion) in all.enumerated() {
            #expect(outcome.errors.contains("[\(index + 1): seed \(completion["sampling"]?["seed"]?.string ?? "-"); "))
        }
    }

    @Test("Keys and values go through a file, and the text is the same without computing its prompt")
    func roundTrip() throws {
        let prompt = String(repeating: "the cat sat on the mat and the hat ", count: 4)
        let saved = try document(generate("--json", "--save-cache", file, prompt: prompt))
        let longer = prompt + "and"
        let expected = try document(generate("--json", prompt: longer))
        let loaded = try document(generate("--json", "--load-cache", file, prompt: longer))
        #expect(loaded["tokens"] == expected["tokens"] && expected["reused_prompt_tokens"]?.int == 0)
        let count = saved["prompt_tokens"]?.array?.count ?? 0
        #expect((loaded["reused_prompt_tokens"]?.int ?? 0) >= count - 1 && count > 30)
        let told = try generate("--load-cache", file, "--save-cache", file, "--completions", "2", prompt: prompt)
        #expect(told.status == 0 && told.errors.contains("tokens of \(file) are in the cache"), "\(told.errors)")
        #expect(told.errors.contains("are in \(file)]") && told.errors.contains("in the cache"))
    }

    @Test("Files of another model, damaged ones and none at all are refused by name, and nothing is printed")
    func refusals() throws {
        #expect(try generate("--save-cache", file).status == 0)
        var bytes = try Array(Data(contentsOf: folder.file("prompt.kv")))
        let other = try TinyModel(contextSize: 200, seed: 4)
        let foreign = try generate("--load-cache", file, model: other)
        #expect(foreign.status == 1 && foreign.errors.contains("\(file) holds keys and values of"))
        #expect(foreign.output.isEmpty)
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: folder.file("damaged.kv"))
        try Data(bytes.prefix(100)).write(to: folder.file("short.kv"))
        try Data("no keys, no values".utf8).write(to: folder.file("text.kv"))
        for (name, message) in [
            ("damaged.kv", "not what was written"), ("short.kv", "save the keys and values again"),
            ("text.kv", "holds no saved keys and values"), ("absent.kv", "absent.kv"),
        ] {
            let outcome = try generate("--load-cache", folder.file(name).path)
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.contains(message) && outcome.errors.contains(name), "\(outcome.errors)")
        }
        let nowhere = try generate("--save-cache", folder.file("no/such/folder").path)
        #expect(nowhere.status == 1 && nowhere.errors.contains("no/such/folder"))
    }

    @Test(
        "Bad usage ends with status 2 and names the option",
        arguments: [
            ["--completions", "0"], ["--completions", "2000"], ["--completions", "2", "--beams", "2"],
            ["--no-cache", "--save-cache", "x"], ["--no-cache", "--load-cache", "x"],
        ])
    func badUsage(arguments: [String]) throws {
        let outcome = try MartletProgram.run(["generate", model.path, "the"] + arguments)
        #expect(outcome.status == 2 && outcome.errors.contains(arguments[0]) && outcome.output.isEmpty)
    }
}
