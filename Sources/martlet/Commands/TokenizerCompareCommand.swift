import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer compare`: how many tokens vocabularies need for the same texts.
struct TokenizerCompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare vocabularies on the same texts: tokens, cost, speed, by kind of text.",
        usage: "martlet tokenizer compare <tokenizers> ... [--text <paths> ...] [<options>]",
        discussion: """
            Each vocabulary may have any form that martlet reads: tokenizer.json, SentencePiece, GGUF, tiktoken, a \
            model's folder. Without --text, a few built-in lines of every kind are compared.

            A file is code by its extension. Any other text is sorted line by line: numbers where more than half of \
            what is visible are digits, emoji where a quarter or more is, otherwise the script of most letters. The \
            lines of a kind in a file are encoded as one text. Words are what stands between white space. Speed is \
            that of one thread, the best of three rounds.

            EXAMPLES:
              martlet tokenizer compare my-tokenizer llama.gguf cl100k_base.tiktoken
              martlet tokenizer compare my-tokenizer other.model --text books/ src/ --context 8192
              martlet tokenizer compare a b --text notes.md --price a=2.50 --price b=0.15 --json
            """
    )

    @Argument(help: "Vocabularies.", completion: .file())
    var tokenizers: [String]

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Files and folders of text.", valueName: "paths"),
        completion: .file())
    var text: [String] = []

    @Option(help: ArgumentHelp("Also print the share of a context window of this many tokens.", valueName: "n"))
    var context: Int?

    @Option(help: ArgumentHelp("US dollars for a million tokens of a vocabulary.", valueName: "name=usd"))
    var price: [String] = []

    @Option(help: ArgumentHelp("A file of lines NAME: USD.", valueName: "path"), completion: .file())
    var prices: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    func validate() throws {
        if let context, context < 1 { throw ValidationError("--context must be at least 1") }
    }

    func run() throws {
        let table = try PriceTable(arguments: price, file: prices)
        if let name = table.unused(tokenizers) {
            throw CommandFailure("there is a price for \(name), but it is none of the vocabularies")
        }
        let loaded = try tokenizers.map { ($0, try TokenizerFile.load($0)) }
        let texts = text.isEmpty ? ComparedTexts() : try ComparedTexts(text)
        if texts.skipped > 0 { StatusLine.note("left out: \(texts.skipped) files that are not UTF-8 text") }
        let results = loaded.map { VocabularyMeasurement(path: $0.0, tokenizer: $0.1, texts: texts) }
        if json { printJSON(results, table) } else { printTables(results, table) }
    }

    private func cost(_ result: VocabularyMeasurement, _ table: PriceTable) -> Double? {
        table.price(of: result.path).map { $0 * Double(result.total.tokens) / 1e6 }
    }

    private func printTables(_ results: [VocabularyMeasurement], _ table: PriceTable) {
        func number(_ value: Double?, _ digits: Int = 2) -> String {
            value.map { String(format: "%.\(digits)f", $0) } ?? "-"
        }
        var rows = [["vocabulary", "size", "tokens", "bytes/token", "tokens/word"]]
        if context != nil { rows[0].append("of context") }
        if !table.isEmpty { rows[0].append("USD") }
        rows[0].append("MB/s")
        for result in results {
            var row = [
                result.path, String(result.tokenizer.vocabularySize), String(result.total.tokens),
                number(result.total.bytesPerToken), number(result.total.tokensPerWord),
            ]
            if let context { row.append(number(Double(result.total.tokens) * 100 / Double(context), 1) + "%") }
            if !table.isEmpty { row.append(number(cost(result, table), 6)) }
            row.append(number(result.speed, 1))
            rows.append(row)
        }
        print(TextTable.text(rows, toTheRight: 1...(rows[0].count - 1)))
        print("\nbytes per token")
        var kinds = [["", "bytes"] + results.map(\.path)]
        for kind in TextKind.allCases {
            guard let bytes = results.first?.byKind[kind]?.bytes, bytes > 0 else { continue }
            kinds.append([kind.rawValue, String(bytes)] + results.map { number($0.byKind[kind]?.bytesPerToken) })
        }
        print(TextTable.text(kinds, toTheRight: 1...(kinds[0].count - 1)))
    }

    private func printJSON(_ results: [VocabularyMeasurement], _ table: PriceTable) {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        func sums(_ sums: VocabularyMeasurement.Sums) -> [JSONObject.Member] {
            [
                .init(key: "bytes", value: .integer(sums.bytes)), .init(key: "words", value: .integer(sums.words)),
                .init(key: "tokens", value: .integer(sums.tokens)),
                .init(key: "bytes_per_token", value: number(sums.bytesPerToken)),
                .init(key: "tokens_per_word", value: number(sums.tokensPerWord)),
            ]
        }
        let document = JSONValue.array(
            results.map { result in
                var members: [JSONObject.Member] = [
                    .init(key: "tokenizer", value: .string(result.path)),
                    .init(key: "kind", value: .string(result.tokenizer.kind.rawValue)),
                    .init(key: "vocabulary_size", value: .integer(result.tokenizer.vocabularySize)),
                ]
                members += sums(result.total)
                if let context {
                    let share = Double(result.total.tokens) / Double(context)
                    members.append(.init(key: "context_share", value: .number(share)))
                }
                if let cost = cost(result, table) { members.append(.init(key: "usd", value: .number(cost))) }
                members.append(.init(key: "megabytes_per_second", value: .number(result.speed)))
                let kinds = TextKind.allCases.compactMap { kind in
                    result.byKind[kind].map {
                        JSONObject.Member(key: kind.rawValue, value: .object(JSONObject(members: sums($0))))
                    }
                }
                members.append(.init(key: "kinds", value: .object(JSONObject(members: kinds))))
                return .object(JSONObject(members: members))
            })
        print(document.serialized())
    }
}
