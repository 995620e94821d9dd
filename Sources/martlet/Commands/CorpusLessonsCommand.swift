public import Agents
public import ArgumentParser
import Corpus
import Foundation
import Foundations

extension CopyLessons.Level: ExpressibleByArgument {}

/// `martlet corpus lessons`: conversations that teach a small model to copy.
struct CorpusLessonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lessons",
        abstract: "Write conversations in which the assistant copies what it was shown.",
        usage: "martlet corpus lessons --count <n> [<options>]",
        discussion: """
            Lists that are repeated, tables that are asked, lines that are changed; all words are coined. A model of a \
            few million parameters that is fine-tuned on lists first learns within a minute to copy names and numbers \
            that it has never seen, which is what an agent does all day; from tasks alone it learns this slowly. \
            Lookups among the tasks teach it where to copy from. The same seed gives the same conversations.

            A line of the output is one conversation: {"messages": […]}. Without --output they are printed.

            EXAMPLES:
              martlet corpus lessons --count 3 --level lookups
              martlet corpus lessons --count 8000 --output lessons.jsonl
              martlet train sft --model runs/first --data lessons.jsonl --output runs/copies
            """
    )

    @Option(help: ArgumentHelp("How many conversations.", valueName: "n"))
    var count: Int

    @Option(help: ArgumentHelp("Another seed gives other conversations.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: "Lists to repeat, or lookups: tables that are asked, lines that are changed.")
    var level = CopyLessons.Level.lists

    @Option(help: ArgumentHelp("A .jsonl file.", valueName: "path"), completion: .file())
    var output: String?

    @Flag(help: "Replace the output file when it is there.")
    var force = false

    func validate() throws {
        if count < 1 { throw ValidationError("--count must be at least 1") }
    }

    func run() throws {
        Interruption.watch()
        let lessons = CopyLessons(seed: seed, level: level)
        guard let output else {
            for index in 0..<count {
                try Interruption.check()
                print((index == 0 ? "" : "\n") + TaskText.text(lessons.chat(at: index)))
            }
            return
        }
        let url = URL(filePath: output)
        if !force, FileManager.default.fileExists(atPath: url.path) { throw CorpusError.outputExists(path: url.path) }
        let bytes = try LessonFile.write(count, of: lessons, to: url)
        print("\(url.relativePath): \(Figures.grouped(count)) conversations, \(Figures.megabytes(bytes))")
    }
}
