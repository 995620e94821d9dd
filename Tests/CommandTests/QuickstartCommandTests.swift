import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet quickstart")
struct QuickstartCommandTests {
    private let folder: TemporaryDirectory
    /// A copy of the program, which does not lie in the project's folder, so that it learns from no sources.
    private let program: URL

    init() throws {
        folder = try TemporaryDirectory()
        program = folder.file("martlet")
        try MartletProgram.copy(to: program)
    }

    private static let tiny = [
        "--minutes", "0.02", "--depth", "1", "--vocab-size", "400", "--megabytes", "0.05", "--tasks", "11",
        "--allow-unsandboxed",
    ]

    private func quickstart(_ arguments: String...) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["quickstart"] + Self.tiny + arguments, program: program, in: folder.url)
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(path).path) }

    @Test(
        "Raw text becomes a model that writes and an agent that is measured; the figures are printed and kept; a second run replaces the first"
    )
    func life() throws {
        let outcome = try quickstart("--output", "out", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let printed = try JSONValue(parsing: Array(outcome.output.utf8), source: "output")
        #expect(try printed == JSONValue(contentsOf: folder.file("out/quickstart.json")))
        let stages = try #require(printed["stages"]?.array)
        #expect(
            stages.compactMap { $0["stage"]?.string } == [
                "text", "transcripts", "tokenizer", "corpus", "base", "lessons", "tasks", "preferences", "practice",
                "measures", "samples",
            ])
        let training = stages[4]
        #expect(try #require(training["loss_after"]?.double) < #require(training["loss_before"]?.double))
        #expect(training["bits_per_byte_after"]?.double != nil && training["tokens_per_second"]?.double != nil)
        // The beginning of a story and words from the held-out part, each at four temperatures.
        #expect(printed["samples"]?.array?.count == 8)
        #expect(printed["answers"]?.array?.count == 5)
        let models = try #require(printed["models"]?.array)
        #expect(models.compactMap { $0["model"]?.string } == ["base", "tasks", "preferences", "practice"])
        for (index, model) in models.enumerated() {
            for set in ["trained_wordings", "new_wordings"] {
                let kinds = try #require(model[set]?["kinds"]?.object)
                #expect(kinds.members.count == 11)
                #expect(model[set]?["total"]?["tasks"]?.int == 11)
            }
            #expect(model["loss"]?["value"]?.double != nil && model["reward"]?["value"]?.double != nil)
            #expect((model["win_rate"] != nil) == (index > 0) && (model["kl"] != nil) == (index > 0))
        }
        #expect(printed["interrupted"]?.bool == false)
        for name in [
            "stories.jsonl", "preferences.jsonl", "lists.jsonl", "work/lookups.jsonl", "work/tasks.jsonl",
            "tokenizer/tokenizer.json",
            "corpus/manifest.json",
            "base/run.yaml", "base/metrics.jsonl", "base/report.html", "base/model/model.safetensors",
            "copying/report.html", "tuned/report.html",
            "preferred/report.html", "agent/report.html", "agent/model/tokenizer.json",
            "agent/model/chat_template.jinja",
            "workspace/tests",
        ] {
            #expect(exists("out/" + name), "\(name)")
        }
        let text = try MartletProgram.run(
            ["generate", folder.file("out/base").path, "Once upon a time", "--max-tokens", "4"])
        #expect(text.status == 0, "\(text.errors)")

        try Data().write(to: folder.file("out/left-over"))
        let second = try quickstart("--output", "out")
        #expect(second.status == 0, "\(second.errors)")
        for text in [
            "bits per byte", "new wordings", "hopelessTest", "KL from before", "temperature 0.8", "agent run '",
        ] {
            #expect(second.output.contains(text), "\(text)")
        }
        #expect(!exists("out/left-over") && exists("out/quickstart.json"))
    }

    @Test("A text of one's own is enough, in whatever script, without spaces, and in a single file")
    func ownText() throws {
        var random = SplitMix64(seed: 5)
        var text = String.UnicodeScalarView()
        for _ in 0..<20_000 { text.append(Unicode.Scalar(0x4E00 + UInt32(random.next(below: 300)))!) }
        try Data(String(text).utf8).write(to: folder.file("own.txt"))
        let outcome = try quickstart("--text", "own.txt", "--output", "out")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!exists("out/stories.jsonl"))
    }

    @Test("In the project's folder it learns from the project's own text")
    func projectText() throws {
        let output = folder.file("out")
        let outcome = try MartletProgram.run(["quickstart"] + Self.tiny + ["--output", output.path, "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let manifest = try JSONValue(contentsOf: output.appending(path: "corpus/manifest.json"))
        #expect(manifest["inputs"]?.array?.contains { $0.string?.hasSuffix("/README.md") == true } == true)
    }

    @Test("A folder that no quickstart made is left alone, and so are files")
    func foreignFolder() throws {
        try FileManager.default.createDirectory(at: folder.file("mine"), withIntermediateDirectories: true)
        try Data("precious".utf8).write(to: folder.file("mine/notes.txt"))
        for output in ["mine", "mine/notes.txt"] {
            let outcome = try quickstart("--output", output)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(output) is there and was not made by a quickstart"))
        }
        #expect(try Data(contentsOf: folder.file("mine/notes.txt")) == Data("precious".utf8))
        let inside = try quickstart("--output", "mine/notes.txt/out")
        #expect(inside.status == 1 && inside.errors.contains("notes.txt"), "\(inside.errors)")
    }

    @Test("A text that is none is refused before an earlier quickstart is replaced")
    func noText() throws {
        for name in ["empty", "pictures", "out"] {
            try FileManager.default.createDirectory(at: folder.file(name), withIntermediateDirectories: true)
        }
        try Data().write(to: folder.file("pictures/a.png"))
        try Data().write(to: folder.file("out/.quickstart"))
        try Data("a story".utf8).write(to: folder.file("out/story.txt"))
        for (text, message) in [
            ("empty", "no files to read in empty"), ("pictures", "no files to read in pictures"),
            ("pictures/a.png", "cannot read documents from pictures/a.png"), ("absent", "absent: No such file"),
            ("out", "which is replaced"), ("out/story.txt", "which is replaced"),
        ] {
            let outcome = try quickstart("--text", text, "--output", "out")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
        }
        #expect(exists("out/story.txt"))
    }

    @Test(
        "Options out of range end with status 2",
        arguments: [
            ["--minutes", "0"], ["--depth", "0"], ["--vocab-size", "256"], ["--megabytes", "0"], ["--threads", "0"],
            ["--seed", "x"], ["--tasks", "0"],
        ])
    func badUsage(arguments: [String]) throws {
        let outcome = try MartletProgram.run(["quickstart"] + arguments, program: program, in: folder.url)
        #expect(outcome.status == 2 && outcome.errors.contains(arguments[0]), "\(outcome.errors)")
        #expect(!exists("quickstart"))
    }
}
