import Foundations
import Testing

@Suite("martlet bench generate")
struct BenchGenerateCommandTests {
    private static let small = [
        "--prompt", "8", "--decode", "2", "--batch", "2", "--steps", "2", "--turns", "1", "--threads", "1",
    ]

    private let model: TinyModel

    init() throws {
        model = try TinyModel()
    }

    private func run(_ arguments: String...) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["bench", "generate", model.path] + Self.small + arguments)
    }

    @Test("Besides speed it measures prefixes and masks, unless they are left out")
    func sections() throws {
        let outcome = try run("--prefix", "40", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet bench generate")
        #expect(json["figures"]?.array?.count == 3)
        #expect(json["prefix"]?["prompt_tokens"]?.int == 40 && (json["prefix"]?["cold_ms"]?.double ?? 0) > 0)
        #expect((json["masks"]?["supported"]?.int ?? 0) > 40 && json["masks"]?["failures"]?.int == 0)
        let bare = try run("--no-prefix", "--no-masks", "--json")
        let without = try JSONValue(parsing: Array(bare.output.utf8), source: "martlet bench generate")
        #expect(without["prefix"] == nil && without["masks"] == nil && without["figures"]?.array?.count == 3)
        let table = try run()
        // A prompt is never longer than the model takes.
        #expect(table.status == 0 && table.output.contains("first token after a prompt of 63"))
        #expect(table.output.contains("a token: mask and step"))
    }

    @Test("Options that go against each other are refused")
    func badUsage() throws {
        for arguments in [["--no-masks", "--schemas", "x"], ["--prefix", "1"]] {
            let outcome = try MartletProgram.run(["bench", "generate", "x"] + arguments)
            #expect(outcome.status == 2 && outcome.errors.contains(arguments[0]))
        }
    }
}
