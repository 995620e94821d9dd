import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Files of judgements")
struct JudgementFileTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private var url: URL { folder.file("judgements.jsonl") }

    private func judgement(_ text: String, _ verdict: Verdict, isSwapped: Bool = false, reason: String? = nil)
        -> Judgement
    {
        let prompt = Prompt(chat: Chat([.user(text)]), origin: DocumentOrigin(path: "prompts.txt", line: 1))
        let answers = ["\(text) one\n", "\(text) \"two\""].enumerated().map {
            Answer(text: $1, model: "m", seed: UInt64.max - UInt64($0), temperature: 0.5)
        }
        return Judgement(
            prompt: prompt, answers: answers, verdict: verdict, isSwapped: isSwapped, reason: reason,
            time: "2026-01-01T00:00:00Z")
    }

    private func text() throws -> String { try String(contentsOf: url, encoding: .utf8) }

    private func lines() throws -> [JSONValue] {
        try text().split(separator: "\n").map { try JSONValue(parsing: String($0), source: "judgements") }
    }

    @Test("A decided judgement is a pair of a chosen and a rejected answer; ties and skips have neither")
    func form() throws {
        let file = try JudgementFile(url)
        for verdict in Verdict.allCases { try file.append(judgement(verdict.rawValue, verdict)) }
        let lines = try lines()
        #expect(lines.map { $0["prompt"]?.string } == ["first", "second", "tie", "skip"])
        #expect(lines.map { $0["chosen"]?.string } == ["first one\n", "second \"two\"", nil, nil])
        #expect(lines.map { $0["rejected"]?.string } == ["first \"two\"", "second one\n", nil, nil])
        #expect(lines[2]["answers"]?.array == ["tie one\n", "tie \"two\""])
        #expect(lines.map { $0["verdict"]?.string } == Verdict.allCases.map(\.rawValue))
        // A seed is more than a number of JSON can hold everywhere.
        #expect(lines[0]["sampling"]?[0]?["seed"]?.string == "18446744073709551615")
        #expect(lines[0]["sampling"]?[1]?["temperature"]?.double == 0.5)
        #expect(try text().hasSuffix("\n"))
    }

    @Test("What is read again is what was written, and counts are those of the lines")
    func reopening() throws {
        var expected: [JudgementRecord] = []
        for round in 0..<3 {
            let file = try JudgementFile(url)
            #expect(file.records == expected && !file.wasCutShort)
            try file.append(judgement("a\(round)", .first, isSwapped: round == 1))
            try file.append(judgement("b\(round)", .tie))
            try file.append(judgement("c\(round)", .skip, reason: "the answers are the same"))
            expected = file.records
        }
        let tally = JudgementTally(expected)
        #expect(tally[.first] == 3 && tally[.second] == 0 && tally[.tie] == 3 && tally[.skip] == 3)
        #expect(tally.total == 9 && tally.decided == 3 && tally.shownFirst == 2)
        #expect(expected.filter(\.isByPerson).count == 6)
        let prompt = judgement("b1", .tie).prompt
        #expect(expected[4].prompt == prompt.fingerprint)
    }

    @Test("The last line can be taken back, one after another, down to an empty file")
    func takingBack() throws {
        let file = try JudgementFile(url)
        try file.append(judgement("a", .first))
        let first = try text()
        try file.append(judgement("b", .second))
        #expect(try file.removeLast()?.verdict == .second)
        #expect(try text() == first)
        try file.append(judgement("c", .tie))
        #expect(try text().hasPrefix(first) && file.records.count == 2)
        #expect(try file.removeLast() != nil && file.removeLast() != nil && file.removeLast() == nil)
        #expect(try text().isEmpty)
    }

    @Test("A line that a kill cut short, at any byte, is taken away, and everything before it stays")
    func cutShort() throws {
        do {
            let file = try JudgementFile(url)
            try file.append(judgement("é", .first))
            try file.append(judgement("中文", .second))
        }
        let whole = Array(try text().utf8)
        let first = try #require(whole.firstIndex(of: 0x0A)) + 1
        for count in [first + 1, first + 9, first + 20, whole.count - 2] {
            try AtomicFile.write(Array(whole[..<count]), to: url)
            let file = try JudgementFile(url)
            #expect(file.wasCutShort && file.records.count == 1)
            try file.append(judgement("next", .tie))
            #expect(try lines().map { $0["prompt"]?.string } == ["é", "next"])
        }
        // A whole line without its end is a line.
        try AtomicFile.write(Array(whole.dropLast()), to: url)
        let file = try JudgementFile(url)
        #expect(!file.wasCutShort && file.records.count == 2)
        try file.append(judgement("next", .tie))
        #expect(try lines().count == 3)
    }

    @Test("Pairs that others wrote are kept, and count as judged")
    func others() throws {
        try AtomicFile.write(
            #"{"prompt": "a", "chosen": "b", "rejected": "c"}"# + "\n\n" + #"{"chosen": "x", "rejected": "y"}"# + "\n",
            to: url)
        let before = try text()
        let file = try JudgementFile(url)
        #expect(file.records.map { $0.prompt != nil } == [true, false])
        #expect(file.records[0].prompt == judgement("a", .tie).prompt.fingerprint)
        try file.append(judgement("d", .first))
        #expect(try text().hasPrefix(before))
    }

    @Test("A file that is something else is refused by name and line, and stays as it is")
    func refused() throws {
        for text in ["{\"prompt\": \"a\"}\nhello\n{}\n", "[1]\n", "3\n{}\n"] {
            try AtomicFile.write(text, to: url)
            let error = #expect(throws: JudgementFileError.self) { _ = try JudgementFile(url) }
            #expect(error?.description.contains(url.path) == true)
            #expect(try self.text() == text)
        }
        #expect(throws: FileError.self) { _ = try JudgementFile(folder.url) }
        #expect(throws: FileError.self) { _ = try JudgementFile(folder.file("absent").appending(path: "x.jsonl")) }
    }

    @Test("Two programs do not write to one file")
    func inUse() throws {
        let file = try JudgementFile(url)
        #expect(throws: JudgementFileError.inUse(path: url.path)) { _ = try JudgementFile(url) }
        try file.append(judgement("a", .first))
    }
}
