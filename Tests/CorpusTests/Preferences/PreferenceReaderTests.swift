import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Preferences")
struct PreferenceReaderTests {
    private func read(_ text: String, skippingBad: Bool = false) throws -> PreferenceSet {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(text, to: folder.file("pairs.jsonl"))
        return try PreferenceReader(skippingBad: skippingBad).read([folder.file("pairs.jsonl")])
    }

    private func pair(_ line: String) throws -> PreferencePair { try #require(try read(line).pairs.first) }

    @Test("A prompt and two answers, as texts and as lists of messages, are one pair")
    func prompts() throws {
        let texts = try pair(#"{"prompt": "Two?", "chosen": "2", "rejected": "3", "margin": 0.5}"#)
        #expect(texts.prompt == Chat([.user("Two?")]) && texts.margin == 0.5)
        #expect(texts.chosen == [.assistant("2")] && texts.rejected == [.assistant("3")])
        let lists = try pair(
            """
            {"prompt": [{"role": "system", "content": "Count."}, {"role": "user", "content": "Two?"}], \
            "chosen": [{"role": "assistant", "content": "2"}], "rejected": {"role": "assistant", "content": "3"}}
            """)
        #expect(lists.prompt == Chat([.system("Count."), .user("Two?")]))
        #expect(lists.chosen == texts.chosen && lists.rejected == texts.rejected)
        // The answers may repeat the prompt.
        let repeated = try pair(
            """
            {"prompt": "Two?", "chosen": [{"role": "user", "content": "Two?"}, {"role": "assistant", "content": "2"}], \
            "rejected": [{"role": "user", "content": "Two?"}, {"role": "assistant", "content": "3"}], "system": "Count."}
            """)
        #expect(repeated.prompt == lists.prompt && repeated.chosen == texts.chosen)
    }

    @Test("Whole conversations part where they differ, at the last turn at the latest")
    func conversations() throws {
        let found = try pair(
            """
            {"chosen": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, \
            {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"}], \
            "rejected": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "x"}]}
            """)
        #expect(found.prompt == Chat([.user("a")]) && found.chosen.count == 3 && found.rejected == [.assistant("x")])
    }

    @Test("Dialogues of HH-RLHF are cut at their speakers")
    func dialogues() throws {
        let found = try pair(
            #"{"chosen": "\n\nHuman: a\nb\n\nc\n\nAssistant: d\n\nHuman: e\n\nAssistant: f ", "#
                + #""rejected": "\n\nHuman: a\nb\n\nc\n\nAssistant: d\n\nHuman: e\n\nAssistant: g"}"#)
        #expect(found.prompt == Chat([.user("a\nb\n\nc"), .assistant("d"), .user("e")]))
        #expect(found.chosen == [.assistant("f")] && found.rejected == [.assistant("g")])
    }

    @Test("ShareGPT's and Alpaca's conversations with two answers")
    func shared() throws {
        let shared = try pair(
            """
            {"conversations": [{"from": "human", "value": "Two?"}], "chosen": {"from": "gpt", "value": "2"}, \
            "rejected": {"from": "gpt", "value": "3"}}
            """)
        let alpaca = try pair(#"{"instruction": "Two?", "input": "", "chosen": "2", "rejected": "3"}"#)
        for found in [shared, alpaca] {
            #expect(found.prompt == Chat([.user("Two?")]))
            #expect(found.chosen == [.assistant("2")] && found.rejected == [.assistant("3")])
        }
    }

    @Test("Labelled answers, and pairs taken apart")
    func judged() throws {
        let set = try read(
            """
            {"messages": [{"role": "user", "content": "Two?"}, {"role": "assistant", "content": "2"}], "label": true}
            {"prompt": "Two?", "completion": "3", "label": false}
            {"prompt": "Three?", "chosen": "3", "rejected": "4"}
            """)
        #expect(set.judged.map(\.isDesirable) == [true, false] && set.pairs.count == 1)
        #expect(set.judged.map(\.prompt) == [Chat([.user("Two?")]), Chat([.user("Two?")])])
        #expect(set.judged.map(\.answer) == [[.assistant("2")], [.assistant("3")]])
        #expect(set.allJudged.map(\.isDesirable) == [true, false, true, false])
        #expect(set.allJudged.last?.origin.line == 3)
    }

    @Test("Ties and pairs that were passed over when people compared are no faults")
    func undecided() throws {
        let set = try read(
            """
            {"prompt": "Two?", "answers": ["2", "two"], "verdict": "tie"}
            {"prompt": "Two?", "answers": ["2", "two"], "verdict": "skip"}
            {"prompt": "Two?", "chosen": "2", "rejected": "3", "verdict": "A"}
            """)
        #expect(set.pairs.count == 1 && set.judged.isEmpty && set.refused.isEmpty)
    }

    static let bad: [(line: String, kind: TranscriptError.Kind)] = [
        (#"{"prompt": "a", "chosen": "b", "rejected": "#, .brokenJSON),
        (#"{"prompt": "a", "chosen": "b", "rejected": " b\n"}"#, .equalAnswers),
        (#"{"prompt": "a", "chosen": "b", "rejected": ""}"#, .emptyAssistantTurn),
        (#"{"prompt": "a", "chosen": "b"}"#, .unknownShape),
        (#"{"prompt": "a", "chosen": 3, "rejected": "b"}"#, .unknownShape),
        (#"{"prompt": "a", "chosen": "b", "rejected": "c", "margin": "wide"}"#, .unknownShape),
        (#"{"prompt": [{"role": "wizard", "content": "a"}], "chosen": "b", "rejected": "c"}"#, .unknownRole),
        (#"{"chosen": "Hello", "rejected": "\n\nHuman: a\n\nAssistant: b"}"#, .unknownRole),
        (
            #"{"chosen": "\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: d", "#
                + #""rejected": "\n\nHuman: a\n\nAssistant: b\n\nHuman: x\n\nAssistant: d"}"#, .differentPrompts
        ),
        (#"{"messages": [{"role": "user", "content": "a"}], "label": true}"#, .differentPrompts),
        (#"{"messages": [], "label": true}"#, .noAssistantTurn),
        (
            #"{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "label": 1}"#,
            .unknownShape
        ),
    ]

    @Test("Bad preferences are refused by file and line, or left out and counted", arguments: bad.indices)
    func refusals(_ index: Int) throws {
        let (line, kind) = Self.bad[index]
        let good = #"{"prompt": "a", "chosen": "b", "rejected": "c"}"#
        let error = #expect(throws: TranscriptError.self) { try read(good + "\n" + line) }
        #expect(error?.kind == kind && error?.origin.line == 2, "\(String(describing: error))")
        #expect(error?.description.contains("pairs.jsonl:2") == true)
        let set = try read(good + "\n" + line + "\n" + good, skippingBad: true)
        #expect(set.pairs.count == 2 && set.refusedCounts.map(\.kind) == [kind])
    }

    @Test("A compressed file is refused with what to do")
    func compressed() throws {
        let folder = try TemporaryDirectory()
        try Data([0x1F, 0x8B, 8, 0]).write(to: folder.file("a.jsonl.gz"))
        let error = #expect(throws: CorpusError.self) {
            try PreferenceReader().read([folder.file("a.jsonl.gz")])
        }
        #expect(error?.description.contains("gunzip") == true)
    }

    @Test(
        "The published examples are read whole", .enabled(if: ReferenceData.has("chat/dpo_en_demo.json")),
        arguments: ["dpo_en_demo.json", "kto_en_demo.json"])
    func published(_ name: String) throws {
        let file = try #require(ReferenceData.url("chat/\(name)"))
        let set = try PreferenceReader(skippingBad: true).read([file])
        #expect(set.pairs.count + set.judged.count == 300)
        #expect(set.refused.isEmpty, "\(set.refused.prefix(3))")
    }
}
