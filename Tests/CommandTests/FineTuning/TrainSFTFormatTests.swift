import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet train sft, formats and long conversations")
struct TrainSFTFormatTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts(count: 3) }

    private var run: URL { transcripts.assistant.file("run") }

    @Test(
        "Each format is recognised, and can be asked for",
        arguments: [
            ("chat", #"{"messages": [{"role": "user", "content": "the"}, {"role": "assistant", "content": "hat"}]}"#),
            ("sharegpt", #"{"conversations": [{"from": "human", "value": "the"}, {"from": "gpt", "value": "hat"}]}"#),
            ("alpaca", #"{"instruction": "the", "output": "hat"}"#),
        ])
    func formats(name: String, line: String) throws {
        try transcripts.write([line])
        let expected = "<|im_start|>user\nthe<|im_end|>\n<|im_start|>assistant\n[[hat<|im_end|>]]"
        #expect(try transcripts.train(["--show-mask", "1"]).output.contains(expected))
        #expect(try transcripts.train(["--show-mask", "1", "--format", name]).output.contains(expected))
        for other in ["chat", "sharegpt", "alpaca"] where other != name {
            let refused = try transcripts.train(["--show-mask", "1", "--format", other])
            #expect(refused.status == 1 && refused.errors.contains("\(transcripts.file.path):1: "), "\(refused.errors)")
        }
        let unknown = try transcripts.train(["--show-mask", "1", "--format", "vicuna"])
        #expect(unknown.status == 2 && unknown.errors.contains("one of chat, sharegpt, alpaca"), "\(unknown.errors)")
    }

    @Test("Long conversations are cut only with --cut-long, and counted in the output and in the report")
    func cutting() throws {
        let long = """
            {"messages": [{"role": "user", "content": "the"}, {"role": "assistant", "content": "hat"}, \
            {"role": "user", "content": "on"}, {"role": "assistant", "content": "\(String(repeating: "z", count: 90))"}]}
            """
        try transcripts.write(TinyTranscripts.lines(6, seed: 1) + [long])
        let refused = try transcripts.train(["--output", run.path, "--steps", "2"])
        #expect(refused.status == 1 && refused.errors.contains("\(transcripts.file.path):7: longer-than-context"))
        #expect(!FileManager.default.fileExists(atPath: run.path))
        let outcome = try transcripts.train(
            ["--output", run.path, "--steps", "2", "--held-out", "0", "--cut-long", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("cut 1 transcript to 64 tokens"), "\(outcome.errors)")
        let json = try JSONValue(parsing: outcome.output, source: "output")
        #expect(json["cut"]?.int == 1 && json["transcripts"]?.int == 7)
        #expect((json["cut_tokens"]?.int ?? 0) > 90)
        let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("Cut to a sequence"))
        let shown = try transcripts.train(["--show-mask", "9", "--cut-long"]).output
        #expect(shown.contains("[[hat<|im_end|>]]\n") && !shown.contains("zzz"))
    }

    @Test("What is left out stands in the result and in the report")
    func leftOut() throws {
        try transcripts.write(TinyTranscripts.lines(4, seed: 1) + ["{", #"{"text": "x"}"#, "{"])
        let outcome = try transcripts.train(
            ["--output", run.path, "--steps", "1", "--warmup-steps", "0", "--held-out", "0", "--skip-bad", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let counts = try JSONValue(parsing: outcome.output, source: "output")["left_out"]
        #expect(counts?["broken-json"]?.int == 2 && counts?["unknown-shape"]?.int == 1)
        let report = try String(contentsOf: run.appending(path: "report.html"), encoding: .utf8)
        #expect(report.contains("Left out: broken-json"))
    }
}
