import ArgumentParser
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer encode`: text becomes ids.
struct TokenizerEncodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Print the tokens of a text.",
        usage: "martlet tokenizer encode <tokenizer> [<text>] [<options>]",
        discussion: """
            The text is an argument, a file, or standard input, and is encoded as it is, whether it is UTF-8 or not. \
            The text of a special token is plain text unless --allow-special is given.

            EXAMPLES:
              martlet tokenizer encode my-tokenizer "The martlet never lands."
              martlet tokenizer encode my-tokenizer --file moby-dick.txt --json
              cat notes/*.txt | martlet tokenizer encode my-tokenizer --lines
            """
    )

    @OptionGroup var source: TokenizerOption

    @Argument(help: "The text; standard input where neither a text nor --file is given.")
    var text: String?

    @Option(help: ArgumentHelp("The file to encode.", valueName: "path"), completion: .file())
    var file: String?

    @Flag(help: "Encode each line on its own, without its line feed.")
    var lines = false

    @Flag(name: .customLong("null"), help: "Encode each record on its own; records end with a NUL byte.")
    var nullSeparated = false

    @Flag(help: "Turn the text of special tokens into those tokens.")
    var allowSpecial = false

    @Flag(help: "Print one JSON object a text: {\"bytes\": n, \"tokens\": [...]}.")
    var json = false

    func validate() throws {
        if text != nil, file != nil { throw ValidationError("give a text or --file, not both") }
        if lines, nullSeparated { throw ValidationError("give --lines or --null, not both") }
    }

    func run() throws {
        let tokenizer = try source.load()
        let input = try TextInput.read(text: text, file: file)
        let output = OutputBuffer()
        var unknown = 0
        for record in records(of: input) {
            let tokens = tokenizer.encode(bytes: Array(record), allowingSpecialTokens: allowSpecial)
            unknown += tokens.count { $0 == tokenizer.unknownToken }
            if json {
                try output.write("{\"bytes\":\(record.count),\"tokens\":[")
                try output.write(tokens, separator: ",")
                try output.write("]}\n")
            } else {
                try output.write(tokens, separator: " ")
                try output.write("\n")
            }
        }
        try output.flush()
        if unknown > 0 {
            StatusLine.note("\(unknown) characters are not in the vocabulary and became \(SpecialToken.unknown).")
        }
    }

    private func records(of input: [UInt8]) -> [ArraySlice<UInt8>] {
        guard lines || nullSeparated else { return [input[...]] }
        let end: UInt8 = lines ? 0x0A : 0
        var records = input.split(separator: end, omittingEmptySubsequences: false)
        if records.last?.isEmpty == true { records.removeLast() }
        return records
    }
}
