import ArgumentParser
import Corpus
import Foundation
import Foundations
import Tokenization

/// `martlet corpus inspect`: what a corpus folder holds.
struct CorpusInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what a corpus holds, what was left out and why, and a sample of its documents.",
        usage: "martlet corpus inspect <corpus> [<options>]",
        discussion: """
            Every shard is read and compared with the checksums of the manifest. The documents shown are chosen by \
            the seed and decoded from their tokens.

            EXAMPLES:
              martlet corpus inspect my-corpus
              martlet corpus inspect my-corpus --split heldout --samples 5
              martlet corpus inspect my-corpus --json
            """
    )

    @Argument(help: "A corpus folder.", completion: .directory)
    var corpus: String

    @Option(help: ArgumentHelp("The part that documents are shown from: train or heldout.", valueName: "name"))
    var split = CorpusSplit.train

    @Option(help: ArgumentHelp("How many documents to show.", valueName: "n"))
    var samples = 2

    @Option(help: ArgumentHelp("How much of each document to show.", valueName: "n"))
    var characters = 400

    @Option(help: ArgumentHelp("Another seed shows other documents.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("How many of the dropped documents to list for each reason.", valueName: "n"))
    var examples = 10

    @Flag(help: "Print the manifest and the sample as JSON.")
    var json = false

    func validate() throws {
        if samples < 0 || characters < 0 || examples < 0 {
            throw ValidationError("--samples, --characters and --examples must not be negative")
        }
    }

    /// A document that is shown.
    private struct Sample {
        let tokens: Range<Int>
        let text: String
    }

    func run() throws {
        let folder = URL(filePath: corpus)
        let manifest = try CorpusManifest(folder: folder)
        let datasets = try CorpusSplit.allCases.map { try TokenDataset(folder: folder, split: $0) }
        let tokenizer = try Tokenizer(tokenizerJSON: folder.appending(path: Tokenizer.fileName))
        guard StableHash.xxh64(tokenizer.tokenizerJSON()) == manifest.tokenizerFingerprint else {
            throw CorpusError.invalidFile(
                path: folder.appending(path: Tokenizer.fileName).path,
                reason: "it is another tokenizer than the manifest says")
        }
        let documents = sample(datasets[split == .train ? 0 : 1], tokenizer)
        if json {
            printJSON(manifest, documents)
        } else {
            print(CorpusSummary(manifest).text(examples: examples))
            for document in documents {
                let range = document.tokens
                print(
                    "\n--- \(split.title) tokens \(range.lowerBound) to \(range.upperBound - 1), \(range.count) in all")
                print(document.text)
            }
        }
    }

    private func sample(_ dataset: TokenDataset, _ tokenizer: Tokenizer) -> [Sample] {
        guard dataset.count > 0 else { return [] }
        var random = SplitMix64(seed: seed)
        return (0..<samples).map { _ in
            let range = dataset.document(at: random.next(below: dataset.count))
            // No token is shorter than a byte, no character longer than four.
            let shown = range.lowerBound..<min(range.upperBound, range.lowerBound + 4 * characters)
            let text = tokenizer.decodeString(dataset.tokens(in: shown), skippingSpecialTokens: true)
            return Sample(
                tokens: range, text: text.count > characters ? String(text.prefix(characters)) + " [...]" : text)
        }
    }

    private func printJSON(_ manifest: CorpusManifest, _ documents: [Sample]) {
        let document: JSONValue = [
            "manifest": manifest.json,
            "split": .string(split.rawValue),
            "documents": .array(
                documents.map {
                    [
                        "first_token": .integer($0.tokens.lowerBound), "tokens": .integer($0.tokens.count),
                        "text": .string($0.text),
                    ]
                }),
        ]
        print(document.serialized())
    }
}
