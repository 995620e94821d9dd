import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("martlet train sft, with bad input")
struct TrainSFTBadInputTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts(count: 3) }

    private var run: URL { transcripts.assistant.file("run") }

    /// Runs the program, which must fail before it makes anything, and gives what it says.
    private func refusal(_ arguments: String..., status: Int32 = 1) throws -> String {
        let outcome = try transcripts.train(["--output", run.path] + arguments)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: run.path))
        return outcome.errors
    }

    @Test("A bad transcript is named with file and line before anything is trained", arguments: BadTranscript.all)
    func named(_ bad: BadTranscript) throws {
        let good = TinyTranscripts.lines(2, seed: 1).map { Array($0.utf8) }
        try AtomicFile.write(Array([good[0], bad.line, good[1]].joined(separator: [0x0A])), to: transcripts.file)
        let expected = "Error: \(transcripts.file.path):2: \(bad.message)"
        #expect(try refusal().hasPrefix(expected))
        #expect(try refusal("--dry-run").hasPrefix(expected))
        #expect(try refusal("--show-mask", "1").hasPrefix(expected))
    }

    @Test("With --skip-bad, bad transcripts are left out and counted by reason")
    func skipping() throws {
        let good = TinyTranscripts.lines(6, seed: 1).map { Array($0.utf8) }
        let bad = BadTranscript.all.map(\.line) + [BadTranscript.all[0].line]
        var lines = good
        for (index, line) in bad.enumerated() { lines.insert(line, at: index) }
        try AtomicFile.write(Array(lines.joined(separator: [0x0A])), to: transcripts.file)
        let arguments = ["--output", run.path, "--steps", "2", "--held-out", "0"]
        let outcome = try transcripts.train(arguments + ["--skip-bad", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try JSONValue(parsing: outcome.output, source: "output")["step"]?.int == 2)
        for note in [
            "left out 2 transcripts: unknown-role", "left out 2 transcripts: broken-json",
            "left out 1 transcript: empty-assistant-turn", "left out 1 transcript: no-assistant-turn",
            "left out 1 transcript: longer-than-context", "left out 1 transcript: unknown-shape",
        ] {
            #expect(outcome.errors.contains(note + "\n"), "\(outcome.errors)")
        }
        // What was left out changes nothing of the rest.
        try AtomicFile.write(Array(good.joined(separator: [0x0A])), to: transcripts.file)
        let clean = transcripts.assistant.file("clean")
        let expected = try transcripts.train(["--output", clean.path, "--steps", "2", "--held-out", "0"])
        #expect(expected.status == 0, "\(expected.errors)")
        #expect(try TrainingRecords.weights(in: run) == TrainingRecords.weights(in: clean))
    }

    @Test("A file without transcripts, and one that is not there, are refused by name")
    func nothing() throws {
        for content in ["", "\n\n", "[]"] {
            try AtomicFile.write(content, to: transcripts.file)
            for more in [[], ["--dry-run"], ["--show-mask", "2"], ["--dry-run", "--steps", "3"]] {
                let outcome = try transcripts.train(["--output", run.path] + more)
                #expect(outcome.status == 1 && outcome.output.isEmpty, "\(content) \(more)")
                #expect(outcome.errors.contains("\(transcripts.file.path) holds no transcript"), "\(outcome.errors)")
            }
        }
        let absent = transcripts.assistant.file("absent.jsonl").path
        #expect(try refusal("--data", absent).contains(absent))
        #expect(try refusal("--model", absent).contains(absent))
        #expect(try refusal("--chat-template", absent).contains(absent))
        let empty = transcripts.assistant.file("empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: false)
        #expect(try refusal("--data", empty.path).contains("\(empty.path) holds no .jsonl or .json file"))
        #expect(try MartletProgram.run(["train", "sft", "--output", run.path]).errors.contains("give --model"))
        let noData = try MartletProgram.run(["train", "sft", "--model", transcripts.assistant.path])
        #expect(noData.status == 1 && noData.errors.contains("give --data"))
        #expect(try transcripts.train([]).status == 1)
    }

    @Test("A folder's files are read in the order of their names, and faults are named in each")
    func folder() throws {
        let folder = transcripts.assistant.file("chats")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        for name in ["b.jsonl", "a.json", "c.txt"] {
            try AtomicFile.write(TinyTranscripts.line("the", name), to: folder.appending(path: name))
        }
        let shown = try transcripts.train(["--data", folder.path, "--show-mask", "9"])
        #expect(shown.status == 0 && shown.output.contains("[[a.json<|im_end|>]]"), "\(shown.errors)")
        let texts = shown.output.matches(of: /\[\[(.*)<\|im_end\|>\]\]/).map { String($0.output.1) }
        #expect(texts == ["a.json", "b.jsonl"])
        try AtomicFile.write("{", to: folder.appending(path: "b.jsonl"))
        #expect(try refusal("--data", folder.path).contains("\(folder.path)/b.jsonl:1: broken-json"))
    }

    @Test(
        "A setting outside its range is a failure by name, whatever the data; a flag's value that is none is bad usage")
    func ranges() throws {
        for (flag, value) in [
            ("--sequence-length", "0"), ("--sequence-length", "-3"), ("--batch-size", "0"), ("--epochs", "0"),
            ("--held-out", "1"), ("--steps", "0"), ("--minutes", "-1"), ("--threads", "0"), ("--sample-every", "-1"),
        ] {
            let key = flag.dropFirst(2).replacing("-", with: "_")
            for more in [[], ["--dry-run"], ["--show-mask", "1"], ["--skip-bad"]] {
                let outcome = try transcripts.train(["--output", run.path, "\(flag)=\(value)"] + more)
                #expect(outcome.status == 1 && outcome.output.isEmpty)
                #expect(outcome.errors.contains("\(key): "), "\(flag) \(value): \(outcome.errors)")
                #expect(outcome.errors.contains(" is outside "), "\(flag) \(value): \(outcome.errors)")
            }
        }
        #expect(try refusal("--epochs", "many", status: 2).contains("--epochs: 'many' is not a number"))
        #expect(try refusal("--schedule", "step", status: 2).contains("is not one of cosine, linear, constant, wsd"))
        #expect(try refusal("--epoch", "1", status: 2).hasPrefix("Error: "))
        #expect(try refusal("--show-mask", "0", status: 2).contains("at least 1"))
        #expect(try refusal("--show-mask", "1", "--resume", status: 2).contains("--resume"))
        #expect(try refusal("--steps", "3", "--minutes", "1").contains("give one of them"))
        #expect(try refusal("--batch-size", "6", "--micro-batch-size", "4").contains("does not divide"))
        #expect(try refusal("--steps", "3", "--warmup-steps", "4").contains("more than the run's 3 steps"))
        let file = transcripts.assistant.file("settings.yaml")
        try AtomicFile.write("epochs: 2\nepoch: 3\n", to: file)
        #expect(
            try refusal("--config", file.path).contains("\(file.path):2: unknown key 'epoch'; did you mean 'epochs'?"))
    }

    @Test("A model without the tokens of conversations, and a template that is none, are refused by name")
    func models() throws {
        let model = try TinyModel()
        #expect(try refusal("--model", model.path).contains("'<|im_start|>'"))
        let template = transcripts.assistant.file("bad.jinja")
        try AtomicFile.write("{% for %}", to: template)
        #expect(try refusal("--chat-template", template.path).contains("\(template.path):1"))
        try AtomicFile.write([0x61, 0xFF], to: template)
        let bytes = try refusal("--chat-template", template.path)
        #expect(bytes.contains(template.path) && bytes.contains("UTF-8"), "\(bytes)")
        try AtomicFile.write("{% for m in messages %}{{ m.content }}{% endfor %}", to: template)
        #expect(try refusal("--chat-template", template.path).contains("end with no special token"))
    }
}
