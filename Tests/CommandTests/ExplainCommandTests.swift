import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet explain")
struct ExplainCommandTests {
    private let model: TinyModel

    init() throws {
        model = try TinyModel()
    }

    private func explain(_ arguments: String...) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["explain"] + arguments + ["--model", model.path])
    }

    @Test("The object tells tokens, surprise, candidates step by step, attention, costs and speed")
    func document() throws {
        let outcome = try explain("the cat <b>", "--json", "--token", "2", "--candidates", "4")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet explain")
        let tokens = try #require(json["tokens"]?.array)
        #expect(tokens.count > 3)
        #expect(tokens.compactMap { $0["text"]?.string }.joined() == "the cat <b>")
        let bytes = tokens.flatMap { $0["bytes"]?.array ?? [] }.compactMap(\.int).map { UInt8($0) }
        #expect(bytes == Array("the cat <b>".utf8))
        #expect(tokens[0]["bits"] == .null && tokens[0]["prediction"] == .null)
        let bits = tokens.dropFirst().compactMap { $0["bits"]?.double }
        #expect(bits.count == tokens.count - 1 && bits.allSatisfy { $0 >= 0 })
        #expect(abs(bits.reduce(0, +) - (json["bits"]?.double ?? 0)) < 1e-6)
        for prediction in tokens.dropFirst().compactMap({ $0["prediction"] }) + [json["next"] ?? .null] {
            let steps = try #require(prediction["steps"]?.array)
            #expect(steps.compactMap { $0["step"]?.string } == ["top-k", "top-p", "min-p", "temperature"])
            let candidates = try #require(prediction["candidates"]?.array)
            #expect(candidates.count >= 4)
            #expect(candidates.allSatisfy { $0["probabilities"]?.array?.count == 4 })
        }
        let layers = try #require(json["attention"]?["weights"]?.array)
        for head in layers.flatMap({ $0.array ?? [] }) {
            let weights = (head.array ?? []).compactMap(\.double)
            #expect(weights.count == 3 && abs(weights.reduce(0, +) - 1) < 1e-5)
        }
        #expect((json["costs"]?["parameters"]?.int ?? 0) > 0)
        #expect((json["costs"]?["cache_bytes"]?["float32"]?["per_token"]?.int ?? 0) > 0)
        #expect((json["speed"]?["prefill"]?["measured_tokens_per_second"]?.double ?? 0) > 0)
        #expect((json["speed"]?["decode"]?["predicted_tokens_per_second"]?.double ?? 0) > 0)
    }

    @Test("The page is whole, refers to nothing outside, and what the text says stays text")
    func page() throws {
        let folder = try TemporaryDirectory()
        let file = folder.url.appending(path: "page.html")
        let text = "<script>alert(\"&\")</script> the 'cat'"
        let outcome = try explain(text, "--html", file.path, "--no-speed", "--token", "5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let html = try String(contentsOf: file, encoding: .utf8)
        #expect(html.hasPrefix("<!doctype html>") && html.hasSuffix("</html>\n"))
        #expect(!html.contains("<script") && !html.contains("</script"))
        for outside in ["http:", "https:", "src=", "href=", "@import", "url("] { #expect(!html.contains(outside)) }
        #expect(html.contains("Attention") && html.contains("<svg"))
        for tag in ["details", "table", "tr", "td", "th", "span", "figure", "svg", "rect", "text", "title", "main"] {
            let opened = html.components(separatedBy: "<\(tag)>").count + html.components(separatedBy: "<\(tag) ").count
            #expect(opened - 1 == html.components(separatedBy: "</\(tag)>").count, "\(tag)")
        }
    }

    @Test("A terminal gets a line a token, and with --steps every candidate after every step")
    func text() throws {
        let plain = try explain("the cat", "--no-speed")
        #expect(plain.status == 0, "\(plain.errors)")
        #expect(plain.output.contains("bits of surprise") && plain.output.contains(" -> "))
        #expect(!plain.output.contains("GB/s"))
        let steps = try explain("the cat", "--no-speed", "--steps", "--logit-bias", "5=-inf", "--token", "1")
        #expect(steps.output.contains("logit-bias") && steps.output.contains("tokens left"))
        #expect(steps.output.contains("looks"))
    }

    @Test("What cannot be explained is refused by name")
    func refusals() throws {
        let position = try explain("the cat", "--token", "500")
        #expect(position.status == 1 && position.errors.contains("no token 500"))
        let token = try explain("the cat", "--logit-bias", "99999=1", "--no-speed")
        #expect(token.status == 1 && token.errors.contains("names token 99999"))
        for (arguments, name) in [
            (["--mirostat", "1"], "mirostat"), (["--min-p", "2"], "min-p"), (["--logit-bias", "x"], "logit-bias"),
            (["--candidates", "-1"], "candidates"),
        ] {
            let outcome = try MartletProgram.run(["explain", "the", "--model", model.path] + arguments)
            #expect(outcome.status == 2 && outcome.errors.contains(name))
        }
    }
}
