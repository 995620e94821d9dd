/// Why a corpus cannot be built or read.
public enum CorpusError: Error, Sendable, Hashable, CustomStringConvertible {
    /// An input is a file from which no documents are read.
    case unsupportedFile(path: String)
    /// The inputs hold no file of a known kind.
    case noFiles(inputs: [String], skipped: Int)
    /// Every document was left out.
    case noDocuments(dropped: String)
    /// No document fell into one part of the corpus; `otherSeed` is one with which both parts have documents.
    case emptySplit(CorpusSplit, documents: Int, share: Double, seed: UInt64, otherSeed: UInt64?)
    /// The tokenizer cannot mark where documents end.
    case noEndOfTextToken
    /// The output exists, and replacing it was not asked for.
    case outputExists(path: String)
    /// The output exists and is not a corpus, so that it is not replaced even when asked.
    case outputIsNoCorpus(path: String)
    /// A setting is out of its range.
    case invalidSetting(name: String, reason: String)
    /// A file is compressed.
    case compressed(path: String)
    /// A file of a corpus folder is not what it should be.
    case invalidFile(path: String, reason: String)

    public var description: String {
        switch self {
        case .unsupportedFile(let path):
            "cannot read documents from \(path): give files with one of the extensions "
                + (FileKind.textExtensions + FileKind.jsonLinesExtensions + FileKind.sourceExtensions)
                .joined(separator: ", ")
        case .noFiles(let inputs, let skipped):
            "no files to read in \(inputs.joined(separator: ", "))"
                + (skipped > 0 ? " (\(skipped) passed over: hidden or of another kind)" : "")
                + ": text (.txt, .md), JSON Lines (.jsonl) and source code are read"
        case .noDocuments(let dropped):
            "the corpus is empty: every document was left out (\(dropped))"
        case .emptySplit(let split, let documents, let share, let seed, let otherSeed):
            "none of the \(documents) documents fell into the \(split.title) part "
                + "(held-out share \(share), seed \(seed)): "
                + (otherSeed.map { "take the seed \($0), or " } ?? "")
                + "change the held-out share, cut long files into smaller documents, or give more documents"
                + (split == .heldOut ? "; a share of 0 holds nothing out" : "")
        case .noEndOfTextToken:
            "the tokenizer has no end-of-text token, which marks where documents end: train it with the special token "
                + "<|endoftext|>"
        case .outputExists(let path):
            "\(path) exists: choose another output, or say that it may be replaced (--force)"
        case .outputIsNoCorpus(let path):
            "\(path) exists and is no corpus folder, so it is not replaced: remove it yourself or choose another output"
        case .invalidSetting(let name, let reason): "\(name): \(reason)"
        case .compressed(let path): "\(path) is compressed with gzip: unpack it with gunzip --keep first"
        case .invalidFile(let path, let reason): "\(path): \(reason): build the corpus again"
        }
    }
}
