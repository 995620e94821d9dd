import Evaluation
import Foundation
import TestSupport
import Testing

@Suite("Instructions that can be checked")
struct InstructionTests {
    /// A kind with its arguments, answers that follow it, and answers that do not.
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: String
        var arguments = "{}"
        let follows: [String]
        let fails: [String]

        var testDescription: String { "\(kind) \(arguments)" }
    }

    static let cases = [
        Case(
            kind: "keywords:existence", arguments: #"{"keywords": ["apple", "Pear"]}"#,
            follows: ["Apples and a pear.", "PEAR apple"], fails: ["apple", "pears"]),
        Case(
            kind: "keywords:frequency", arguments: #"{"keyword": "war", "relation": "at least", "frequency": 2}"#,
            follows: ["War and warfare", "war war war"], fails: ["war", ""]),
        Case(
            kind: "keywords:frequency", arguments: #"{"keyword": "war", "relation": "less than", "frequency": 2}"#,
            follows: ["war", "peace"], fails: ["war or War"]),
        Case(
            kind: "keywords:forbidden_words", arguments: #"{"forbidden_words": ["rock", "C++"]}"#,
            follows: ["rocket science", "bedrock", "C+ +"], fails: ["Rock on", "a rock.", "(rock)"]),
        Case(
            kind: "keywords:letter_frequency",
            arguments: #"{"letter": "Q", "let_relation": "less than", "let_frequency": 2}"#,
            follows: ["quick", "none"], fails: ["Quick quick", "qq"]),
        Case(
            kind: "keywords:letter_frequency",
            arguments: ##"{"letter": "#", "let_relation": "at least", "let_frequency": 2}"##,
            follows: ["# a\n## b"], fails: ["# a"]),
        Case(
            kind: "language:response_language", arguments: #"{"language": "de"}"#,
            follows: ["Das ist ein Haus, und ich bin nicht der Mann, der es gebaut hat."],
            fails: ["This is a house, and I am not the man who built it."]),
        Case(
            kind: "length_constraints:number_sentences", arguments: #"{"relation": "less than", "num_sentences": 3}"#,
            follows: ["One. Two!", "Mr. Smith met J. R. Tolkien. They spoke.", "It is 3.5 now. Fine."],
            fails: ["One. Two! Three?", "A dog. \"A cat.\" A bird."]),
        Case(
            kind: "length_constraints:number_sentences", arguments: #"{"relation": "at least", "num_sentences": 2}"#,
            follows: ["1. Eat well. Drink.", "Yes! No"], fails: ["Hello e.g. dear friends.", "no end"]),
        Case(
            kind: "length_constraints:number_paragraphs", arguments: #"{"num_paragraphs": 2}"#,
            follows: ["a\n***\nb", "a *** b", "***\na\n***\nb\n***"],
            fails: ["a", "a\n***\nb\n***\nc", "a\n***\n\n***\nb"]),
        Case(
            kind: "length_constraints:number_words", arguments: #"{"relation": "at least", "num_words": 3}"#,
            follows: ["one, two; three", "a b c d"], fails: ["one two", "... --- !!!"]),
        Case(
            kind: "length_constraints:number_words", arguments: #"{"relation": "less than", "num_words": 3}"#,
            follows: ["one two"], fails: ["one two three"]),
        Case(
            kind: "length_constraints:nth_paragraph_first_word",
            arguments: #"{"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "weekend"}"#,
            follows: ["a\n\nWeekend, at last.", "a\n\n\"weekend\" b", "a\n\n\n\nweekend"],
            fails: ["weekend\n\na", "a\n\nweekends", "a\n\nb\n\nweekend", "weekend"]),
        Case(
            kind: "detectable_content:number_placeholders", arguments: #"{"num_placeholders": 2}"#,
            follows: ["[a] and [b c]", "[][x]"], fails: ["[a]", "[a\nb] [c]", "(a) (b)"]),
        Case(
            kind: "detectable_content:postscript", arguments: #"{"postscript_marker": "P.S."}"#,
            follows: ["Bye.\nP.S. Write!", "p. s. yes"], fails: ["Bye.", "PS: no"]),
        Case(
            kind: "detectable_content:postscript", arguments: #"{"postscript_marker": "P.P.S"}"#,
            follows: ["P.P.S. Write!", "p. p. s yes"], fails: ["P.S. Write!"]),
        Case(
            kind: "detectable_content:postscript", arguments: #"{"postscript_marker": "N.B."}"#,
            follows: ["n.b. it"], fails: ["nb it"]),
        Case(
            kind: "detectable_format:number_bullet_lists", arguments: #"{"num_bullets": 2}"#,
            follows: ["* a\n* b", "x\n- a\n  * b\nend"], fails: ["* a", "* a\n* b\n- c", "** bold\n* a", "*\n* a"]),
        Case(
            kind: "detectable_format:constrained_response",
            follows: ["My answer is yes.", "Well: My answer is maybe."],
            fails: ["My answer is perhaps.", "yes", "my answer is no"]),
        Case(
            kind: "detectable_format:number_highlighted_sections", arguments: #"{"num_highlights": 2}"#,
            follows: ["*a* and *b*", "*a* **b**"], fails: ["*a*", "* * *a*", "*a\nb* *c*"]),
        Case(
            kind: "detectable_format:multiple_sections",
            arguments: #"{"section_spliter": "SECTION", "num_sections": 2}"#,
            follows: ["SECTION 1\na\nSECTION 2\nb", "SECTION1 SECTION2 SECTION3"],
            fails: ["SECTION 1", "Section 1\nSection 2", "SECTION one SECTION two"]),
        Case(
            kind: "detectable_format:json_format",
            follows: [#"{"a": [1, 2]}"#, "```json\n{\"a\": 1}\n```", " ```\n[]\n``` "],
            fails: ["{'a': 1}", "Here: {}", "```json\n{\n```"]),
        Case(
            kind: "detectable_format:title",
            follows: ["<<Joy>>\ntext", "a <<b>>"], fails: ["<Joy>", "<< >>", "<<a\nb>>"]),
        Case(
            kind: "combination:two_responses",
            follows: ["a\n******\nb", "a******b******"], fails: ["a", "a******a", "a******b******c", "a************b"]),
        Case(
            kind: "combination:repeat_prompt", arguments: #"{"prompt_to_repeat": "Write it."}"#,
            follows: ["Write it. Here.", "  write IT.\nHere."], fails: ["Here. Write it.", "Write"]),
        Case(
            kind: "startend:end_checker", arguments: #"{"end_phrase": "Is that all?"}"#,
            follows: ["Yes. Is that all?", "\"Yes. is that all?\"  "], fails: ["Is that all? Yes.", "that all?"]),
        Case(
            kind: "startend:quotation", follows: ["\"a\"", " \"a \"b\" c\"\n"], fails: ["a", "\"", "\"a\" b", "'a'"]),
        Case(
            kind: "change_case:capital_word_frequency",
            arguments: #"{"capital_relation": "at least", "capital_frequency": 2}"#,
            follows: ["A BIG dog", "U.S. and NASA-LED"], fails: ["BIG dog", "Big Dog", "1 2 3"]),
        Case(
            kind: "change_case:capital_word_frequency",
            arguments: #"{"capital_relation": "less than", "capital_frequency": 2}"#,
            follows: ["BIG dog"], fails: ["A BIG dog"]),
        Case(
            kind: "change_case:english_capital",
            follows: ["THIS IS THE HOUSE, AND IT WAS OURS: 3 ROOMS."],
            fails: ["THIS IS THE HOUSe", "DAS IST NICHT DER MANN", "123"]),
        Case(
            kind: "change_case:english_lowercase",
            follows: ["this is the house, and it was ours."],
            fails: ["This is the house", "das ist nicht der mann", "123"]),
        Case(kind: "punctuation:no_comma", follows: ["a; b", "none"], fails: ["a, b", "1,000"]),
    ]

    /// The check of a kind, as a line of data asks for it.
    static func instruction(_ kind: String, _ arguments: String = "{}") throws -> Instruction {
        let folder = try TemporaryDirectory()
        let line = "{\"key\": 1, \"prompt\": \"P\", \"instruction_id_list\": [\"\(kind)\"], \"kwargs\": [\(arguments)]}"
        try folder.write(Array(line.utf8), to: "data.jsonl")
        return try #require(try IFEvalPrompt.read(folder.file("data.jsonl"))[0].instructions.first)
    }

    @Test("What follows an instruction passes, what does not fails", arguments: cases)
    func check(example: Case) throws {
        let check = try #require(try Self.instruction(example.kind, example.arguments).check)
        for answer in example.follows { #expect(check.holds(for: answer), "\(answer)") }
        for answer in example.fails { #expect(!check.holds(for: answer), "\(answer)") }
    }

    @Test("The cases are of all 25 kinds")
    func complete() { #expect(Set(Self.cases.map(\.kind)).count == 25) }

    @Test("Prompts and instructions are counted apart, strictly and loosely")
    func scores() async throws {
        let comma = try Self.instruction("punctuation:no_comma"), quotes = try Self.instruction("startend:quotation")
        let prompts = [
            IFEvalPrompt(key: 1, prompt: "a", instructions: [comma, quotes]),
            IFEvalPrompt(key: 2, prompt: "b", instructions: [comma]),
            IFEvalPrompt(key: 3, prompt: "c", instructions: [comma]),
        ]
        // The first is loosely followed, without its first line; the last is empty, which follows nothing.
        let model = ScriptedModel(
            takesConversations: true, answer: { $0 == "a" ? "Sure, here:\n\"text\"" : $0 == "b" ? "text" : " " })
        let report = try await IFEvalTask().evaluate(prompts, on: model)
        #expect(report.estimate("prompts followed (strict)")?.value == 1.0 / 3)
        #expect(report.estimate("prompts followed (loose)")?.value == 2.0 / 3)
        #expect(report.estimate("instructions followed (strict)")?.value == 0.25)
        #expect(report.estimate("instructions followed (loose)")?.value == 0.75)
        #expect(report.estimate("instructions followed (strict)")?.count == 4)
        #expect(report.estimate("instructions followed (strict)", group: "startend:quotation")?.value == 0)
        #expect(report.notes.isEmpty)
    }

    @Test("Kinds that are not known are named and counted, and in no score")
    func unknown() async throws {
        let comma = try Self.instruction("punctuation:no_comma")
        let strange = try [
            Self.instruction("new:kind"), Self.instruction("language:response_language", #"{"language": "tlh"}"#),
            Self.instruction("keywords:rhyme"), Self.instruction("nothing"),
        ]
        #expect(strange.allSatisfy { $0.check == nil })
        let prompts = [
            IFEvalPrompt(key: 1, prompt: "a", instructions: [comma] + strange),
            IFEvalPrompt(key: 2, prompt: "b", instructions: [comma]),
        ]
        let model = ScriptedModel(answer: { _ in "a, b" })
        let report = try await IFEvalTask(asConversation: false).evaluate(prompts, on: model)
        #expect(report.estimate("prompts followed (strict)") == ScoreEstimate(shareOf: [false]))
        #expect(report.estimate("instructions followed (strict)")?.count == 2)
        #expect(report.notes.count == 1 && report.notes[0].contains("new:kind (1)"))
        #expect(report.notes[0].contains("response_language (1)") && report.notes[0].contains("1 prompts"))
    }

    @Test(
        "Every instruction of the published prompts can be checked",
        .enabled(if: ReferenceData.has("eval/ifeval.jsonl"), "needs the reference data eval/ifeval.jsonl"))
    func published() throws {
        let prompts = try IFEvalPrompt.read(try #require(ReferenceData.url("eval/ifeval.jsonl")))
        #expect(prompts.count == 541)
        #expect(prompts.flatMap(\.instructions).filter { $0.check == nil }.map(\.kind) == [])
    }
}
