import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Prompts with answers")
struct TaskPromptReaderTests {
    private func read(_ text: String, skippingBad: Bool = false, needsAnswer: Bool = false) throws -> TaskPromptSet {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(text, to: folder.file("prompts.jsonl"))
        return try TaskPromptReader(skippingBad: skippingBad, needsAnswer: needsAnswer).read([
            folder.file("prompts.jsonl")
        ])
    }

    @Test("A text stays a text, messages become a conversation, and answers are kept as they are")
    func shapes() throws {
        let set = try read(
            """
            {"prompt": "3+4=", "answer": "7"}
            {"prompt": [{"role": "user", "content": "Two?"}], "answer": 2, "system": "Count."}
            {"messages": [{"role": "user", "content": "Two?"}]}
            {"prompt": "Two?", "system": "Count.", "answer": null}
            """)
        #expect(set.prompts.map(\.origin.line) == [1, 2, 3, 4] && set.refused.isEmpty)
        let chat = TaskPrompt.Content.chat(Chat([.system("Count."), .user("Two?")]))
        #expect(set.prompts.map(\.content) == [.text("3+4="), chat, .chat(Chat([.user("Two?")])), chat])
        #expect(set.prompts.map(\.answer) == ["7", 2, nil, nil])
    }

    @Test("What cannot be answered is named by file and line, or counted and left out")
    func faults() throws {
        let bad: [(String, TranscriptError.Kind)] = [
            (#"{"prompt": "a""#, .brokenJSON),
            (#"["prompt"]"#, .unknownShape),
            (#"{"question": "a"}"#, .unknownShape),
            (#"{"prompt": 3}"#, .unknownShape),
            (#"{"prompt": ""}"#, .nothingToAnswer),
            (#"{"prompt": []}"#, .nothingToAnswer),
            (#"{"prompt": [{"role": "assistant", "content": "a"}]}"#, .nothingToAnswer),
            (#"{"prompt": [{"role": "elf", "content": "a"}]}"#, .unknownRole),
            (#"{"prompt": "a", "tools": 3}"#, .malformedTools),
        ]
        let good = #"{"prompt": "3+4="}"#
        for (line, kind) in bad {
            let error = #expect(throws: TranscriptError.self) { try read("\(good)\n\(line)\n\(good)\n") }
            #expect(error?.kind == kind && error?.origin.line == 2, "\(line)")
        }
        let set = try read(bad.map(\.0).joined(separator: "\n") + "\n" + good, skippingBad: true)
        #expect(set.prompts.count == 1 && set.refused.map(\.kind) == bad.map(\.1))
        #expect(set.refusedCounts.first { $0.kind == .nothingToAnswer }?.count == 3)
    }

    @Test("A prompt without an answer is bad where the reward compares with one, and there alone")
    func answers() throws {
        #expect(try read(#"{"prompt": "a"}"#).prompts.count == 1)
        let error = #expect(throws: TranscriptError.self) { try read(#"{"prompt": "a"}"#, needsAnswer: true) }
        #expect(error?.kind == .missingAnswer && error?.origin.line == 1)
    }

    @Test("A compressed file is refused")
    func compressed() throws {
        let folder = try TemporaryDirectory()
        try Data([0x1F, 0x8B, 8, 0]).write(to: folder.file("prompts.jsonl"))
        #expect(throws: CorpusError.self) { try TaskPromptReader().read([folder.file("prompts.jsonl")]) }
    }
}
