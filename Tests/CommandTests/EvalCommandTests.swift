import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet eval")
struct EvalCommandTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ lines: [String], to name: String) throws -> String {
        try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: name)
        return folder.file(name).path
    }

    private func pairs(_ count: Int) throws -> String {
        try write(
            (0..<count).map { index in
                #"{"UID": "p\#(index % 2)", "sentence_good": "the cat sat \#(index)", "sentence_bad": "cat the \#(index)"}"#
            }, to: "pairs.jsonl")
    }

    /// What a run prints with `--json`.
    private func report(_ arguments: [String]) throws -> JSONValue {
        let outcome = try MartletProgram.run(["eval"] + arguments + ["--json"])
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        return try JSONValue(parsing: outcome.output, source: "martlet")
    }

    private func metric(_ report: JSONValue, _ name: String) -> JSONValue? {
        report["metrics"]?.array?.first { $0["name"]?.string == name && $0["group"]?.isNull == true }
    }

    @Test("Scores have their errors, do not depend on batch and threads, and a folder tells of every sample")
    func minimalPairs() throws {
        let model = try TinyModel(), data = try pairs(20)
        let reports = try [("1", "1"), ("3", "2"), ("8", "1")].map { batch, threads in
            try report(["blimp", model.path, "--data", data, "--batch", batch, "--threads", threads])
        }
        #expect(Set(reports.map { $0["metrics"] }).count == 1)
        #expect(metric(reports[0], "accuracy")?["standard_error"]?.double != nil)
        #expect(metric(reports[0], "accuracy")?["samples"]?.int == 20)
        let output = folder.file("out")
        let outcome = try MartletProgram.run([
            "eval", "blimp", model.path, "--data", data, "--limit", "5", "--output", output.path,
        ])
        #expect(outcome.status == 0 && outcome.output.contains("note: the first 5: 5 of 20 samples"))
        let lines = try String(contentsOf: output.appending(path: "samples.jsonl"), encoding: .utf8)
            .split(separator: "\n")
        #expect(lines.count == 5)
        let record = try JSONValue(parsing: String(lines[4]), source: "samples.jsonl")
        #expect(record["sentence_good"] == "the cat sat 4" && record["log_likelihood_bad"]?.double != nil)
        let written = try JSONValue(contentsOf: output.appending(path: "report.json"))
        #expect(written["samples"] == 5 && written["model"]?.string == model.path)
        let again = try MartletProgram.run(["eval", "blimp", model.path, "--data", data, "--output", output.path])
        #expect(again.status == 1 && again.errors.contains("there already"))
    }

    @Test("Questions, texts, problems and instructions are measured")
    func tasks() throws {
        let model = try TinyAssistant()
        let questions = try write(
            [#"{"question": "the cat?", "choices": ["sat", "the mat"], "answer": "A"}"#], to: "questions.jsonl")
        let choice = try report(["multiple-choice", model.path, "--data", questions])
        #expect(metric(choice, "accuracy by bytes")?["samples"] == 1)
        let text = try write([String(repeating: "the cat sat on the mat ", count: 30)], to: "text.txt")
        let bits = try report(["bits-per-byte", model.path, "--data", text, "--window", "32", "--overlap", "8"])
        #expect((metric(bits, "bits per byte")?["value"]?.double ?? 0) > 1)
        #expect(metric(bits, "bits per byte")?["standard_error"]?.double != nil)
        #expect(bits["settings"]?["overlap"] == 8)
        let problems = try write(
            (0..<4).map { #"{"question": "the cat \#($0)?", "answer": "so\n#### \#($0)"}"# }, to: "problems.jsonl")
        let problem = try report([
            "gsm8k", model.path, "--data", problems, "--shots", "1", "--max-tokens", "4",
        ])
        #expect(metric(problem, "exact match (strict)")?["samples"] == 3)
        let prompts = try write(
            [
                #"{"key": 7, "prompt": "the cat", "instruction_id_list": ["punctuation:no_comma", "new:kind"], "#
                    + #""kwargs": [{}, {}]}"#,
                #"{"key": 8, "prompt": "the hat", "instruction_id_list": ["startend:quotation"], "kwargs": [{}]}"#,
            ], to: "prompts.jsonl")
        for plain in [[], ["--plain"]] {
            let instructions = try report(["ifeval", model.path, "--data", prompts, "--max-tokens", "4"] + plain)
            #expect(metric(instructions, "prompts followed (strict)")?["samples"] == 1)
            #expect(metric(instructions, "instructions followed (loose)")?["samples"] == 2)
            #expect(instructions["notes"]?[0]?.string?.contains("new:kind (1)") == true)
        }
    }

    @Test("A model is compared with another, or judgements are counted")
    func preference() throws {
        let first = try TinyAssistant(), second = try TinyModel()
        let prompts = try write((0..<3).map { #"{"prompt": "the cat \#($0)"}"# }, to: "prompts.jsonl")
        let compared = try report([
            "preference", first.path, "--against", second.path, "--judge", second.path, "--data", prompts,
            "--max-tokens", "4",
        ])
        #expect(metric(compared, "win rate")?["samples"] == 3)
        let judgements = try write(
            ["first", "first", "tie", "second"].map { #"{"judgement": "\#($0)"}"# }, to: "judgements.jsonl")
        let counted = try report(["preference", "--judgements", judgements])
        #expect(metric(counted, "win rate")?["value"] == 0.625)
        let both = try MartletProgram.run(["eval", "preference", first.path, "--judgements", judgements])
        #expect(both.status == 2 && both.errors.contains("leave those out"))
    }

    @Test("Examples stand before questions, from the data or a file of their own")
    func shots() throws {
        let model = try TinyModel()
        let questions = try write(
            (0..<4).map { #"{"question": "the cat \#($0)?", "choices": ["sat", "the mat"], "answer": 0}"# },
            to: "questions.jsonl")
        let arguments = ["multiple-choice", model.path, "--data", questions]
        #expect(try metric(report(arguments + ["--shots", "1"]), "accuracy")?["samples"] == 3)
        let other = try report(arguments + ["--shots", "2", "--shots-from", questions])
        #expect(metric(other, "accuracy")?["samples"] == 4 && other["settings"]?["shots"] == 2)
        let few = try MartletProgram.run(["eval"] + arguments + ["--shots", "5"])
        #expect(few.status == 1 && few.errors.contains("4 samples"), "\(few.errors)")
    }

    @Test("A suite measures one model by task after task: the scores of the single commands, in one table")
    func suite() throws {
        let model = try TinyAssistant()
        _ = try pairs(6)
        _ = try write(
            (0..<4).map { #"{"question": "the cat \#($0)?", "answer": "so\n#### \#($0)"}"# }, to: "problems.jsonl")
        let tasks = """
            - {kind: blimp, data: pairs.jsonl, limit: 4}
            - {kind: gsm8k, name: sums, data: problems.jsonl, shots: 1, max_tokens: 4}
            """
        let file = try write([tasks], to: "suite.yaml"), output = folder.file("out")
        let found = try report(["suite", file, model.path, "--output", output.path])
        let single = try report(["blimp", model.path, "--data", folder.file("pairs.jsonl").path, "--limit", "4"])
        #expect(found["tasks"]?[0]?["metrics"] == single["metrics"])
        #expect(found["tasks"]?[1]?["name"] == "sums" && found["tasks"]?[1]?["samples"] == 3)
        #expect(try JSONValue(contentsOf: output.appending(path: "report.json"))["tasks"] == found["tasks"])
        let samples = try String(contentsOf: output.appending(path: "sums/samples.jsonl"), encoding: .utf8)
        #expect(samples.split(separator: "\n").count == 3)
        let table = try MartletProgram.run(["eval", "suite", file, model.path])
        #expect(table.status == 0 && table.output.contains("task   score"), "\(table.output)\(table.errors)")
        #expect(table.output.contains("note: blimp: the first 4: 4 of 6 samples"))
        // A window that the model cannot read fails alone.
        _ = try write([String(repeating: "the cat sat ", count: 30)], to: "text.txt")
        let bad = try write(
            ["- {kind: bits-per-byte, data: text.txt, window: 5000, overlap: 4000}", tasks], to: "bad.yaml")
        let partly = try MartletProgram.run(["eval", "suite", bad, model.path])
        #expect(partly.status == 1 && partly.errors.contains("task 'bits-per-byte': "), "\(partly.errors)")
        #expect(partly.output.contains("exact match (strict)"))
        for (text, reason) in [
            ("- {kind: blimp, data: none.jsonl}", "task 'blimp': "), ("- {kind: blimp, dat: x}", "wrong.yaml:1: "),
        ] {
            let wrong = try MartletProgram.run(["eval", "suite", try write([text], to: "wrong.yaml"), "/nowhere"])
            #expect(wrong.status == 1 && wrong.errors.contains(reason), "\(wrong.errors)")
        }
    }

    @Test("Bad data end the command with file and line, before the model is loaded")
    func badData() throws {
        let data = try write(["{}", #"{"question": "x"}"#], to: "bad.jsonl")
        for task in ["blimp", "multiple-choice", "gsm8k", "ifeval"] {
            let outcome = try MartletProgram.run(["eval", task, "/nowhere", "--data", data])
            #expect(outcome.status == 1 && outcome.errors.contains("bad.jsonl:1: "), "\(outcome.errors)")
        }
        let usage = try MartletProgram.run(["eval", "blimp", "/nowhere", "--data", data, "--limit", "0"])
        #expect(usage.status == 2 && usage.errors.contains("--limit"))
    }

    @Test("An interrupted measurement keeps the samples that were done")
    func interruption() throws {
        let model = try TinyModel(), data = try pairs(100_000), output = folder.file("out")
        let samples = output.appending(path: "samples.jsonl")
        let program = try RunningProgram(["eval", "blimp", model.path, "--data", data, "--output", output.path])
        program.wait { _ in ((try? Data(contentsOf: samples))?.count ?? 0) > 100 }
        #expect(program.interrupt() == 130)
        #expect(program.errors.contains("of 100000 samples were done"), "\(program.errors)")
        let text = try String(contentsOf: samples, encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n").suffix(2) {
            #expect(try JSONValue(parsing: String(line), source: "samples.jsonl")["right"]?.bool != nil)
        }
    }
}
