import Corpus
import Foundations
import TestSupport

/// A file of transcripts that lives as long as it is read.
enum TranscriptFile {
    /// What is read of a text.
    static func read(
        _ text: String, _ name: String = "chat.jsonl", skippingBad: Bool = false, format: TranscriptFormat? = nil
    ) throws -> TranscriptSet {
        let folder = try TemporaryDirectory()
        try AtomicFile.write(text, to: folder.file(name))
        return try TranscriptReader(skippingBad: skippingBad, format: format).read([folder.file(name)])
    }
}
