import Foundation
import Foundations
import TestSupport
import Testing

@Suite("martlet tokenizer and martlet corpus")
struct TextCommandTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try write("notes.txt", "The martlet never lands. The martlet sleeps on the wing.\n")
    }

    private func path(_ name: String) -> String { folder.file(name).path }

    private func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    private func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = folder.file(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    private func document(_ arguments: [String]) throws -> JSONValue {
        let outcome = try MartletProgram.run(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try JSONValue(parsing: Array(outcome.output.utf8), source: "martlet")
    }

    private func fails(_ arguments: [String], _ message: String, output: String? = nil) throws {
        let outcome = try MartletProgram.run(arguments)
        #expect(outcome.status == 1, "\(arguments)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        if let output { #expect(!FileManager.default.fileExists(atPath: path(output)), "\(output) was left") }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(!left.contains { $0.hasSuffix(".partial") })
    }

    private func trainTokenizer(_ extra: String...) throws -> JSONValue {
        try document(
            ["tokenizer", "train", path("notes.txt"), "--vocab-size", "262", "--output", path("tok"), "--json"] + extra)
    }

    @Test("A vocabulary is trained, encodes, is inspected and converted, with the same ids in the end")
    func tokenizer() throws {
        let trained = try trainTokenizer()
        #expect(trained["vocabulary_size"]?.int == 262 && trained["files"]?.int == 1)
        let encoded = try document(["tokenizer", "encode", path("tok"), "The martlet", "--json"])
        let tokens = try #require(encoded["tokens"]?.array)
        #expect(encoded["bytes"]?.int == 11 && tokens.count < 11)
        let lines = try MartletProgram.run(
            ["tokenizer", "encode", path("tok"), "--lines"], input: "The martlet\n\nThe\n")
        let first = tokens.compactMap(\.int).map(String.init).joined(separator: " ")
        #expect(lines.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).first == first)
        #expect(lines.output.split(separator: "\n", omittingEmptySubsequences: false).count == 4)

        let inspected = try document(["tokenizer", "inspect", path("tok"), "--text", "The martlet", "--json"])
        #expect(inspected["counts"]?["single_bytes"]?.int == 256)
        #expect(inspected["special_tokens"]?[0]?["text"]?.string == "<|endoftext|>")
        #expect(inspected["text"]?["tokens"]?.int == tokens.count)
        let shown = try MartletProgram.run(["tokenizer", "inspect", path("tok"), "--text", "The martlet"])
        #expect(shown.output.contains("262 tokens"))

        _ = try document(["tokenizer", "convert", path("tok"), "--output", path("copy"), "--json"])
        #expect(
            try Data(contentsOf: folder.file("copy/tokenizer.json"))
                == Data(contentsOf: folder.file("tok/tokenizer.json")))
    }

    @Test("A corpus is built from stories and inspected; the same stories come again")
    func corpus() throws {
        let stories = try document(["corpus", "stories", "--count", "40", "--output", path("s.jsonl"), "--json"])
        #expect(stories["stories"]?.int == 40)
        let printed = try MartletProgram.run(["corpus", "stories", "--count", "2"])
        let line = try String(contentsOf: folder.file("s.jsonl"), encoding: .utf8).split(separator: "\n")[0]
        let story = try #require(JSONValue(parsing: Array(line.utf8), source: "s.jsonl")["text"]?.string)
        #expect(printed.output.hasPrefix(story))
        _ = try trainTokenizer()
        let manifest = try document([
            "corpus", "build", path("s.jsonl"), "--tokenizer", path("tok"), "--held-out", "0.2", "--output", path("c"),
            "--json",
        ])
        let inspected = try document(["corpus", "inspect", path("c"), "--split", "heldout", "--samples", "1", "--json"])
        #expect(inspected["manifest"] == manifest)
        let text = try #require(inspected["documents"]?[0]?["text"]?.string)
        #expect(!text.isEmpty)
        #expect(try MartletProgram.run(["corpus", "inspect", path("c")]).output.contains("held out"))
    }

    @Test("A file that is not UTF-8 is dropped and counted, or kept when asked")
    func encodingErrors() throws {
        _ = try trainTokenizer()
        try write("in/latin.txt", [0x47, 0x72, 0xF6, 0xDF, 0x65])
        try write("in/plain.txt", "plain")
        let build = ["corpus", "build", path("in"), "--tokenizer", path("tok"), "--held-out", "0", "--json"]
        let dropped = try document(build + ["--output", path("dropped")])
        #expect(dropped["dropped"]?["not-utf-8"]?["documents"]?.int == 1)
        #expect(dropped["splits"]?["train"]?["documents"]?.int == 1)
        let kept = try document(build + ["--output", path("kept"), "--encoding-errors", "keep"])
        #expect(kept["dropped"]?["not-utf-8"] == nil)
        #expect(kept["splits"]?["train"]?["bytes"]?.int == 10)
        let vocabulary = try MartletProgram.run([
            "tokenizer", "train", path("in"), "--vocab-size", "261", "--output", path("t2"),
        ])
        #expect(vocabulary.status == 0 && vocabulary.errors.contains("latin.txt (byte 2 is not UTF-8)"))
    }

    @Test("A corpus of nothing and inputs that cannot be read are refused by name, and nothing is left")
    func badInputs() throws {
        _ = try trainTokenizer()
        try FileManager.default.createDirectory(at: folder.file("empty"), withIntermediateDirectories: true)
        // Folders named like files, because nothing is forbidden to root.
        try FileManager.default.createDirectory(at: folder.file("like.txt"), withIntermediateDirectories: true)
        try write("blank.txt", " \n")
        try write("latin.txt", [0xFF])
        try write("broken.json", "{")
        let build = ["--tokenizer", path("tok"), "--output", path("c")]
        for (input, message) in [
            ("empty", "no files to read in \(path("empty"))"), ("like.txt", "no files to read in \(path("like.txt"))"),
            ("absent", "cannot read \(path("absent"))"), ("blank.txt", "every document was left out (1 empty"),
            ("latin.txt", "1 not-utf-8"), ("broken.json", "cannot read documents from \(path("broken.json"))"),
        ] {
            try fails(["corpus", "build", path(input)] + build, message, output: "c")
        }
        for (input, message) in [
            ("empty", "no files to read in \(path("empty"))"), ("absent", "cannot read \(path("absent"))"),
            ("latin.txt", "\(path("latin.txt")): there is no text"),
            ("blank.txt", "\(path("blank.txt")): there is no text"),
        ] {
            try fails(["tokenizer", "train", path(input), "--output", path("t2")], message, output: "t2")
        }
        try fails(
            ["corpus", "build", path("notes.txt"), "--tokenizer", path("empty"), "--output", path("c")],
            "\(path("empty")): the folder: there is no tokenizer in it", output: "c")
        try fails(
            ["corpus", "build", path("notes.txt"), "--tokenizer", path("broken.json"), "--output", path("c")],
            path("broken.json"), output: "c")
        try fails(
            ["corpus", "build", path("notes.txt"), "--tokenizer", path("tok"), "--output", path("blank.txt/c")],
            path("blank.txt"))
        try fails(["corpus", "inspect", path("empty")], path("empty/manifest.json"))
        try fails(["tokenizer", "encode", path("absent"), "x"], path("absent"))
        try fails(["tokenizer", "train", path("notes.txt"), "--output", path("blank.txt")], path("blank.txt"))
        try fails(["corpus", "stories", "--count", "1", "--output", path("blank.txt")], "blank.txt exists")
    }

    @Test("A file that may not be read is refused by name", .enabled(if: getuid() != 0, "root may read everything"))
    func forbidden() throws {
        _ = try trainTokenizer()
        try write("secret.txt", "hidden")
        chmod(path("secret.txt"), 0)
        try fails(
            ["corpus", "build", path("secret.txt"), "--tokenizer", path("tok"), "--output", path("c")],
            path("secret.txt"), output: "c")
    }

    /// Runs a shell command in the folder, with the program as `$0`.
    private func shell(_ command: String) throws -> (status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command, MartletProgram.url.path]
        process.currentDirectoryURL = folder.url
        try Data().write(to: folder.file("errors"))
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: folder.file("errors"))
        try process.run()
        process.waitUntilExit()
        return (process.terminationStatus, try String(contentsOf: folder.file("errors"), encoding: .utf8))
    }

    @Test(
        "A full disk is told, and nothing half-written is left",
        arguments: [
            ("corpus build notes.txt --tokenizer tok --held-out 0 --output new", "train-00000.tokens"),
            ("corpus stories --count 100 --output new.jsonl", "new.jsonl"),
            ("tokenizer train notes.txt --output new", "new/tokenizer.json"),
            ("tokenizer convert tok --output new", "new/tokenizer.json"),
        ]
    )
    func fullDisk(command: String, file: String) throws {
        _ = try trainTokenizer()
        // The blocks of ulimit are 512 bytes: no file may become larger than that.
        try write("notes.txt", String(repeating: "The martlet never lands. ", count: 500))
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) + ["errors"]
        let outcome = try shell("ulimit -f 1; exec \"$0\" \(command)")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cannot write") && outcome.errors.contains(file), "\(outcome.errors)")
        #expect(try Set(FileManager.default.subpathsOfDirectory(atPath: folder.url.path)) == Set(before))
    }

    @Test(
        "Output that does not arrive is a failure",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
        arguments: ["corpus stories --count 1", "tokenizer encode tok text", "tokenizer inspect tok --json", "doctor"]
    )
    func fullOutput(command: String) throws {
        _ = try trainTokenizer()
        let outcome = try shell("exec \"$0\" \(command) > /dev/full")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("cannot write to standard output: No space left"), "\(outcome.errors)")
    }

    @Test("Matrix products are measured, each engine by name")
    func products() throws {
        let outcome = try MartletProgram.run([
            "bench", "products", "--shape", "8x16x4", "--runs", "1", "--precision", "fp32", "--threads", "1", "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines {
            let json = try JSONValue(parsing: Array(line.utf8), source: "martlet bench products")
            #expect(json["shape"]?.string == "8x16x4")
            for engine in ["packed", "onednn", "onednn_threads"] {
                #expect((json["gflops"]?[engine]?.double ?? -1) >= 0, "\(engine)")
            }
        }
    }
}
