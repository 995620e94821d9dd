import Foundation
import Foundations
import Testing

@Suite("martlet generate")
struct GenerateCommandTests {
    private let model: TinyModel

    init() throws {
        model = try TinyModel()
    }

    private func generate(_ arguments: String..., input: String = "") throws -> MartletProgram.Outcome {
        try MartletProgram.run(["generate", model.path] + arguments, input: input)
    }

    private func document(_ outcome: MartletProgram.Outcome) throws -> JSONValue {
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet generate")
    }

    @Test("The text follows the prompt on standard output, the reason for its end goes to standard error")
    func plainText() throws {
        let plain = try generate("the cat", "--max-tokens", "12", "--seed", "1", "--ignore-end")
        #expect(plain.status == 0)
        #expect(plain.output.hasPrefix("the cat"))
        #expect(plain.errors.contains("limit of 12 tokens"))
        let json = try document(
            generate("the cat", "--max-tokens", "12", "--seed", "1", "--ignore-end", "--json"))
        #expect(plain.output == "the cat" + (json["text"]?.string ?? "") + "\n")
        #expect(json["stop_reason"]?.string == "token_limit")
        #expect(json["tokens"]?.array?.count == 12)
        let bare = try generate("the cat", "--max-tokens", "12", "--seed", "1", "--ignore-end", "--no-echo")
        #expect("the cat" + bare.output == plain.output)
    }

    @Test("Threads, cache and the place of the model change nothing; the seed does")
    func sameAnswer() throws {
        let expected = try document(generate("the cat", "--max-tokens", "20", "--json"))["tokens"]
        for arguments in [["--threads", "1"], ["--threads", "3"], ["--no-cache"]] {
            let other = try MartletProgram.run(
                ["generate", model.runFolder, "the cat", "--max-tokens", "20", "--json"] + arguments)
            #expect(try document(other)["tokens"] == expected)
        }
        #expect(try document(generate("the cat", "--max-tokens", "20", "--json", "--seed", "9"))["tokens"] != expected)
    }

    @Test("A dash reads the prompt from standard input")
    func standardInput() throws {
        let expected = try document(generate("the cat", "--max-tokens", "5", "--json"))
        let piped = try document(generate("-", "--max-tokens", "5", "--json", input: "the cat"))
        #expect(piped["prompt_tokens"] == expected["prompt_tokens"])
        #expect(piped["tokens"] == expected["tokens"])
    }

    @Test("An empty prompt begins a text after the token that ends one")
    func emptyPrompt() throws {
        let json = try document(generate("", "--max-tokens", "3", "--json"))
        #expect(json["prompt_tokens"]?.array?.count == 1)
    }

    @Test("The candidates of each token are shown, and the chosen one has a probability above 0")
    func candidates() throws {
        let json = try document(generate("the", "--max-tokens", "6", "--show-candidates", "50", "--json"))
        let tokens = try #require(json["tokens"]?.array)
        let candidates = try #require(json["candidates"]?.array)
        #expect(candidates.count == tokens.count)
        for (token, entries) in zip(tokens, candidates) {
            let chosen = try #require(entries.array?.first { $0["token"] == token })
            #expect((chosen["probability"]?.double ?? 0) > 0)
        }
        let table = try generate("the", "--max-tokens", "6", "--show-candidates", "3")
        #expect(table.output.split(separator: "\n").filter { $0.contains(" -> ") }.count == 7)
    }

    @Test("A prompt longer than the context is refused with both sizes, and status 1")
    func promptTooLong() throws {
        let outcome = try generate(String(repeating: "zq", count: 50))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("100 tokens"))
        #expect(outcome.errors.contains("holds 64"))
        #expect(outcome.output.isEmpty)
    }

    @Test("A folder without a model is refused by name, with status 1")
    func noModel() throws {
        let outcome = try MartletProgram.run(["generate", "/nowhere/at/all", "Hi"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("/nowhere/at/all holds no model"))
    }

    @Test(
        "Bad usage ends with status 2 and names the option",
        arguments: [
            (["--temperature=-1"], "temperature is -1.0"), (["--top-p", "1.5"], "top-p"),
            (["--top-k=-2"], "top-k is -2"),
            (["--stop", ""], "stop string"), (["--threads", "0"], "threads"), (["--precision", "fp8"], "precision"),
            (["--max-tokens=-1"], "limit of tokens"), (["--no-such-flag"], "--no-such-flag"),
        ]
    )
    func badUsage(arguments: [String], name: String) throws {
        let outcome = try MartletProgram.run(["generate", model.path, "the"] + arguments)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(name))
        #expect(outcome.output.isEmpty)
    }
}
