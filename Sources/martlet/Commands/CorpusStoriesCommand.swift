import ArgumentParser
import Corpus
import Foundation
import Foundations

/// `martlet corpus stories`: text to learn from, where there is no other.
struct CorpusStoriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stories",
        abstract: "Write simple stories, made by a seeded grammar.",
        usage: "martlet corpus stories --count <n> [<options>]",
        discussion: """
            English children's stories of 80 to 250 words in ten shapes, from a quest to a mistake mended. The same \
            seed gives the same stories every time, and story number n does not depend on the number of stories.

            A path that ends in .jsonl gets one JSON object a line, so that every story becomes a document of its own; \
            .txt gets one text with a blank line between stories; a path without an extension becomes a folder with a \
            file for each story. Without --output the stories are printed.

            EXAMPLES:
              martlet corpus stories --count 3 --seed 42
              martlet corpus stories --count 10000 --output stories.jsonl
              martlet corpus stories --count 20000 --output stories.txt --statistics
            """
    )

    @Option(help: ArgumentHelp("How many stories.", valueName: "n"))
    var count: Int

    @Option(help: ArgumentHelp("Another seed gives other stories.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("A .jsonl file, a .txt file, or a folder.", valueName: "path"), completion: .file())
    var output: String?

    @Flag(help: "Replace the output file when it is there.")
    var force = false

    @Flag(help: "Count distinct stories, sentences and words.")
    var statistics = false

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func validate() throws {
        if count < 1 { throw ValidationError("--count must be at least 1") }
        if let output, StoryExport.Format(path: output) == nil {
            throw ValidationError("--output \(output): end it in .jsonl or .txt, or name a folder")
        }
        if output == nil, json { throw ValidationError("--json tells about a file: give --output") }
    }

    func run() throws {
        Interruption.watch()
        let generator = StoryGenerator(seed: seed)
        var found = StoryStatistics()
        var bytes = 0
        let clock = ContinuousClock()
        let begin = clock.now
        if let output {
            let url = URL(filePath: output)
            let format = StoryExport.Format(path: output) ?? .folder
            if !force, FileManager.default.fileExists(atPath: url.path) {
                throw CorpusError.outputExists(path: url.path)
            }
            let line = StatusLine()
            defer { line.clear() }
            var index = 0
            try StoryExport(generator).write(count, to: url, as: format) { story in
                bytes += story.text.utf8.count
                if statistics { found.add(story) }
                index += 1
                guard index % 256 == 0 else { return }
                try Interruption.check()
                line.show("story \(Figures.grouped(index)) of \(Figures.grouped(count))")
            }
        } else {
            for index in 0..<count {
                try Interruption.check("\(index) of \(count) stories were printed")
                let story = generator.story(at: index)
                if statistics { found.add(story) }
                print(index == 0 ? story.text : "\n" + story.text)
            }
        }
        report(bytes, found, seconds: (clock.now - begin) / .seconds(1))
    }

    private func report(_ bytes: Int, _ found: StoryStatistics, seconds: Double) {
        if json {
            var document: JSONObject = [
                "output": .string(output ?? ""), "stories": .integer(count), "bytes": .integer(bytes),
                "seconds": .number(seconds),
            ]
            if statistics {
                document["words"] = .integer(found.wordCount)
                document["sentences"] = .integer(found.sentenceCount)
                document["distinct_stories"] = .integer(found.distinctStoryCount)
                document["distinct_sentences"] = .integer(found.distinctSentenceCount)
                document["distinct_words"] = .integer(found.distinctWordCount)
            }
            print(JSONValue.object(document).serialized())
            return
        }
        if let output {
            let speed = String(format: "%.1f", Double(bytes) / 1e6 / seconds)
            print(
                "\(output): \(Figures.grouped(count)) stories, \(Figures.megabytes(bytes)), in "
                    + "\(String(format: "%.2f", seconds)) s (\(speed) MB/s)")
        }
        guard statistics else { return }
        print(
            "\(Figures.grouped(found.storyCount)) stories, \(Figures.grouped(found.distinctStoryCount)) of them distinct; "
                + "\(Figures.grouped(found.sentenceCount)) sentences, "
                + "\(Figures.grouped(found.distinctSentenceCount)) distinct; "
                + "\(Figures.grouped(found.wordCount)) words, \(Figures.grouped(found.distinctWordCount)) distinct")
    }
}
