import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer inspect`: what a vocabulary holds and how it cuts a text.
struct TokenizerInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in a vocabulary and how it cuts a text.",
        usage: "martlet tokenizer inspect <tokenizer> [<options>]",
        discussion: """
            Prints the size of the vocabulary, what kinds of tokens it has, and the longest ones. With a text, also \
            how many bytes a token stands for, and the text with its tokens marked: in colours on a terminal, with \
            bars between them elsewhere. A byte that is no whole character is shown as <0xNN>.

            EXAMPLES:
              martlet tokenizer inspect my-tokenizer
              martlet tokenizer inspect my-tokenizer --text "The martlet never lands."
              martlet tokenizer inspect my-tokenizer --file moby-dick.txt --json
            """
    )

    @OptionGroup var source: TokenizerOption

    @Option(help: "A text to cut.")
    var text: String?

    @Option(help: ArgumentHelp("A file to cut.", valueName: "path"), completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("How many of the longest tokens to show.", valueName: "n"))
    var longest = 10

    @Option(help: ArgumentHelp("How many tokens of the text to show; all of them count.", valueName: "n"))
    var limit = 200

    @Flag(help: "Turn the text of special tokens into those tokens.")
    var allowSpecial = false

    @Flag(help: "Print everything as JSON.")
    var json = false

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give --text or --file, not both") }
        if longest < 0 || limit < 0 { throw ValidationError("--longest and --limit must not be negative") }
    }

    func run() throws {
        let tokenizer = try source.load()
        let summary = VocabularySummary(of: tokenizer, longest: longest)
        var cut: (byteCount: Int, tokens: [Int32])?
        if text != nil || file != nil {
            let bytes = try TextInput.read(text: text, file: file)
            cut = (bytes.count, tokenizer.encode(bytes: bytes, allowingSpecialTokens: allowSpecial))
        }
        if json {
            printJSON(tokenizer, summary, cut)
        } else {
            printText(tokenizer, summary, cut)
        }
    }

    private func printText(
        _ tokenizer: Tokenizer, _ summary: VocabularySummary, _ cut: (byteCount: Int, tokens: [Int32])?
    ) {
        print("vocabulary   \(tokenizer.vocabularySize) tokens, \(tokenizer.kind.rawValue)")
        for (kind, count) in summary.counts where count > 0 {
            print("             \(String(count).leftPadded(to: 7)) \(kind)")
        }
        for token in tokenizer.specialTokens {
            print("special      \(String(token.id).leftPadded(to: 7)) \(token.text)")
        }
        for token in summary.longest {
            let bytes = tokenizer.bytes(of: token)
            print(
                "longest      \(String(token).leftPadded(to: 7)) \(TokenDisplay.quoted(bytes)) (\(bytes.count) bytes)")
        }
        guard let cut else { return }
        print(
            "text         \(cut.byteCount) bytes, \(cut.tokens.count) tokens, "
                + "\(TokenDisplay.ratio(cut.byteCount, cut.tokens.count)) bytes per token")
        print("")
        print(TokenDisplay.marked(cut.tokens.prefix(limit), of: tokenizer))
        if cut.tokens.count > limit { print("(the first \(limit) of \(cut.tokens.count) tokens; --limit shows more)") }
    }

    private func printJSON(
        _ tokenizer: Tokenizer, _ summary: VocabularySummary, _ cut: (byteCount: Int, tokens: [Int32])?
    ) {
        func entry(_ token: Int32) -> JSONValue {
            let bytes = tokenizer.bytes(of: token)
            return [
                "id": .integer(Int64(token)), "text": .string(String(decoding: bytes, as: UTF8.self)),
                "bytes": .array(bytes.map { .integer(Int64($0)) }),
            ]
        }
        var document: JSONObject = [
            "vocabulary_size": .integer(tokenizer.vocabularySize),
            "kind": .string(tokenizer.kind.rawValue),
            "counts": .object(
                JSONObject(
                    members: summary.counts.map {
                        .init(
                            key: $0.kind.replacing(",", with: "").replacing(" ", with: "_"), value: .integer($0.count))
                    })),
            "special_tokens": .array(
                tokenizer.specialTokens.map { ["id": .integer(Int64($0.id)), "text": .string($0.text)] }),
            "longest_tokens": .array(summary.longest.map(entry)),
        ]
        if let cut {
            document["text"] = [
                "bytes": .integer(cut.byteCount), "tokens": .integer(cut.tokens.count),
                "bytes_per_token": cut.tokens.isEmpty
                    ? .null : .number(Double(cut.byteCount) / Double(cut.tokens.count)),
                "first": .array(cut.tokens.prefix(limit).map(entry)),
            ]
        }
        print(JSONValue.object(document).serialized())
    }
}
