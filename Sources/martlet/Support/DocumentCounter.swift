import Corpus
import Foundation
import Tokenization

/// Counts the pretokens of documents on several threads, without keeping more than a batch of them in memory.
struct DocumentCounter {
    /// Longer text files are read in parts.
    static let largestWholeFile = 64 << 20
    private static let batchSize = 32 << 20

    let threads: Int

    func count(_ documents: TextDocuments, into trainer: inout BPETrainer) throws {
        var batch: [[UInt8]] = []
        var size = 0
        for file in documents.files {
            if file.kind == .text, file.byteCount > Self.largestWholeFile {
                try trainer.add(file: URL(filePath: file.path), threads: threads)
                continue
            }
            try documents.forEach(in: file) { document in
                batch.append(document)
                size += document.count
                guard size >= Self.batchSize else { return }
                trainer.add(batch, threads: threads)
                batch.removeAll()
                size = 0
            }
        }
        trainer.add(batch, threads: threads)
    }
}
