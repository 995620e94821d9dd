import Foundations
import Testing

@Suite("martlet generate --beams")
struct BeamCommandTests {
    private let model: TinyModel

    init() throws {
        model = try TinyModel()
    }

    private func beams(_ arguments: String...) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["generate", model.path, "the cat", "--max-tokens", "10"] + arguments)
    }

    @Test("The best texts are printed with their scores, best first, and one beam is the greedy text")
    func results() throws {
        let outcome = try beams("--beams", "4", "--beam-results", "3", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet generate")
        let scores = (json["beams"]?.array ?? []).compactMap { $0["score"]?.double }
        #expect(scores.count == 3 && scores == scores.sorted(by: >))
        let best = json["beams"]?.array?.first?["text"]?.string ?? ""
        #expect(try beams("--beams", "4").output == "the cat\(best)\n")
        let one = try beams("--beams", "1", "--length-penalty", "0")
        #expect(try one.output == beams("--temperature", "0").output)
        #expect(one.errors.contains("log-probability"))
    }

    @Test("Stop strings and constraints hold for beams as for other texts")
    func textConditions() throws {
        let regex = ["--regex", "(cat|hat){1,2}", "--length-penalty", "0"]
        func one(_ arguments: [String]) throws -> JSONValue? {
            let outcome = try MartletProgram.run(
                ["generate", model.path, "the cat", "--max-tokens", "10", "--json"] + arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet generate")["beams"]?[0]
        }
        let best = try one(["--beams", "3"] + regex)
        #expect(["cat", "hat", "catcat", "cathat", "hatcat", "hathat"].contains(best?["text"]?.string))
        #expect(best?["stop_reason"]?.string == "end_token")
        let stopped = try one(["--beams", "3", "--stop", "at"] + regex)
        #expect(["c", "h"].contains(stopped?["text"]?.string) && stopped?["stop_reason"]?.string == "stop_string")
    }

    @Test("Options that beam search has no use for are refused, and so are bad ones")
    func badUsage() throws {
        for arguments in [
            ["--beams", "0"], ["--beams", "2", "--save-cache", "x"], ["--beams", "2", "--beam-results", "3"],
        ] {
            let outcome = try MartletProgram.run(["generate", model.path, "the"] + arguments)
            #expect(outcome.status == 2 && outcome.errors.contains("beam"))
        }
    }
}
