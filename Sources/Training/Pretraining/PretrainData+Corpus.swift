public import Corpus
public import Foundation
import Foundations
import Tokenization

/// A part of a corpus, read from its mapped files.
extension TokenDataset: TokenSource {
    public var tokenCount: Int { count }

    public func read(_ range: Range<Int>, into tokens: inout [Int32]) {
        tokens.append(contentsOf: self.tokens(in: range))
    }
}

extension PretrainData {
    /// The corpus that `martlet corpus build` wrote to `folder`.
    ///
    /// - Throws: `CorpusError`, `FileError`, `JSONError`, and the tokenizer's errors.
    public init(corpus folder: URL) throws {
        let train = try TokenDataset(folder: folder, split: .train)
        let heldOut = try TokenDataset(folder: folder, split: .heldOut)
        let tokenizerFile = folder.appending(path: Tokenizer.fileName)
        let tokenizer = try Tokenizer(tokenizerJSON: tokenizerFile)
        let hasHeldOut = heldOut.count > 0
        self.init(
            train: train, heldOut: hasHeldOut ? heldOut : nil,
            heldOutBytesPerToken: Self.bytesPerToken(hasHeldOut ? heldOut : train),
            vocabularySize: train.vocabularySize, beginOfTextToken: tokenizer.beginOfTextToken,
            endOfTextToken: train.endOfTextToken, tokenizerFile: tokenizerFile, name: folder.path,
            fingerprint: Self.combined([train.fingerprint, heldOut.fingerprint, train.tokenizerFingerprint]))
    }

    /// Raw bytes for each token; nil where there are none.
    private static func bytesPerToken(_ dataset: TokenDataset) -> Double? {
        dataset.rawBytes > 0 && dataset.count > 0 ? Double(dataset.rawBytes) / Double(dataset.count) : nil
    }

    private static func combined(_ hashes: [UInt64]) -> UInt64 {
        hashes.map(\.littleEndian).withUnsafeBytes { StableHash.xxh64($0) }
    }
}
