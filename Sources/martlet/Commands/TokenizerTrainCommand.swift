import ArgumentParser
import Corpus
import Foundation
import Foundations
import Tokenization

/// `martlet tokenizer train`: texts become a vocabulary.
struct TokenizerTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a vocabulary on files and folders.",
        usage: "martlet tokenizer train <inputs> ... --output <dir> [<options>]",
        discussion: """
            Byte-level byte-pair encoding: the 256 bytes, then one token for each merge of the most frequent pair of \
            neighbours, then the special tokens. Text is cut as GPT-4 does before pairs are counted; with \
            --pretokenizer words, words, digits and spaces stand apart, so that a word has the same tokens wherever it \
            stands, which helps small models to copy. The same texts give the same vocabulary every time.

            With --characters every character of the texts becomes a token, in the order of code points, followed by \
            <|unknown|> and the special tokens.

            Folders are read as martlet corpus build reads them: text, JSON Lines (.jsonl) and source code. Text files of \
            more than 64 MB are read in parts, so that memory grows with the number of different words and not with the \
            text; their bytes are not checked for being UTF-8.

            EXAMPLES:
              martlet tokenizer train books/ --vocab-size 32768 --output my-tokenizer
              martlet tokenizer train chats/ --special "<|user|>" --output chats
              martlet tokenizer train shakespeare.txt --characters --output characters
            """
    )

    @Argument(help: "Files and folders.", completion: .file())
    var inputs: [String]

    @Option(help: ArgumentHelp("Tokens in the vocabulary, bytes and special tokens included.", valueName: "n"))
    var vocabSize = 32_768

    @Option(help: ArgumentHelp("The folder for tokenizer.json and tokenizer_config.json.", valueName: "dir"))
    var output: String

    @Flag(help: "One token a character instead of byte pairs.")
    var characters = false

    @Option(
        name: .customLong("special"),
        help: ArgumentHelp(
            "A special token; may be repeated. The default is <|endoftext|> and the four marks of conversations, with "
                + "--characters none.",
            valueName: "text"))
    var specialTokens: [String] = []

    @Option(
        help: ArgumentHelp(
            "How text is cut: \(PretokenizerPattern.trainableNames.joined(separator: ", ")).", valueName: "pattern"))
    var pretokenizer = "gpt4"

    @Option(help: ArgumentHelp("How often a pair must occur to merge.", valueName: "n"))
    var minimumPairCount = 2

    @Option(help: ArgumentHelp("The most tokens a model takes, for tokenizer_config.json.", valueName: "n"))
    var maximumLength: Int?

    @Option(
        help: ArgumentHelp("Threads that count; all by default. The vocabulary does not depend on it.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func validate() throws {
        if inputs.isEmpty { throw ValidationError("name at least one text file or folder") }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1") }
        if minimumPairCount < 1 { throw ValidationError("--minimum-pair-count must be at least 1") }
        if let text = specialTokens.first(where: { $0.utf8.count < 2 }) {
            throw ValidationError("the special token \"\(text)\" is too short: it must have at least 2 bytes")
        }
        if PretokenizerPattern(named: pretokenizer) == nil {
            let names = PretokenizerPattern.trainableNames
            throw ValidationError(
                "there is no pretokenizer '\(pretokenizer)'; choose \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")"
            )
        }
        let smallest = 256 + (specialTokens.isEmpty ? SpecialToken.standard : specialTokens).count
        if !characters, vocabSize < smallest {
            throw ValidationError("--vocab-size \(vocabSize) is too small: bytes and special tokens need \(smallest)")
        }
    }

    func run() throws {
        let clock = ContinuousClock()
        let begin = clock.now
        let documents = try TextDocuments(inputs)
        let report: Report
        do {
            report = try characters ? trainCharacters(documents) : trainBytePairs(documents)
        } catch let error as BPETrainerError where error == .noText {
            throw CommandFailure("\(inputs.joined(separator: ", ")): \(error)")
        }
        try report.tokenizer.save(directory: URL(filePath: output), maximumLength: maximumLength)
        try print(report, files: documents.files.count, seconds: (clock.now - begin) / .seconds(1))
    }

    private struct Report {
        let tokenizer: Tokenizer
        let byteCount: Int
    }

    private func trainBytePairs(_ documents: TextDocuments) throws -> Report {
        var trainer = BPETrainer(
            vocabularySize: vocabSize, specialTokens: specialTokens.isEmpty ? SpecialToken.standard : specialTokens,
            pretokenizer: PretokenizerPattern(named: pretokenizer) ?? .gpt4, minimumPairCount: minimumPairCount)
        let counter = DocumentCounter(threads: threads ?? Machine.current.threadCount)
        try counter.count(documents, into: &trainer)
        let line = StatusLine()
        let tokenizer = try trainer.train { progress in
            if progress.merges % 512 == 0 || progress.merges == progress.wanted {
                line.show("merges \(progress.merges) of \(progress.wanted)")
            }
        }
        line.clear()
        return Report(tokenizer: tokenizer, byteCount: trainer.byteCount)
    }

    private func trainCharacters(_ documents: TextDocuments) throws -> Report {
        var scalars: Set<Unicode.Scalar> = []
        var byteCount = 0
        try documents.forEach { bytes in
            byteCount += bytes.count
            // The reader has dropped what is not UTF-8.
            scalars.formUnion(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        }
        if scalars.isEmpty { throw BPETrainerError.noText }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let tokenizer = Tokenizer(characterVocabularyOf: String(text), specialTokens: specialTokens)
        return Report(tokenizer: tokenizer, byteCount: byteCount)
    }

    private func print(_ report: Report, files: Int, seconds: Double) throws {
        let tokenizer = report.tokenizer
        if json {
            let document: JSONValue = [
                "output": .string(output), "vocabulary_size": .integer(tokenizer.vocabularySize),
                "kind": .string(tokenizer.kind.rawValue), "files": .integer(files),
                "bytes": .integer(report.byteCount), "seconds": .number(seconds),
                "peak_memory": Machine.peakMemory.map { .integer($0) } ?? .null,
            ]
            Swift.print(document.serialized())
            return
        }
        Swift.print(
            "\(output): \(tokenizer.vocabularySize) tokens (\(tokenizer.kind.rawValue)) from \(files) files, "
                + "\(report.byteCount) bytes, in \(String(format: "%.2f", seconds)) s"
                + (Machine.peakMemory.map { String(format: ", %.0f MB of memory at most", Double($0) / 1e6) } ?? ""))
        if !characters, tokenizer.vocabularySize < vocabSize {
            StatusLine.note(
                "The texts have no further pair that occurs \(minimumPairCount) times, so the vocabulary has "
                    + "\(tokenizer.vocabularySize) tokens instead of \(vocabSize).")
        }
    }
}
