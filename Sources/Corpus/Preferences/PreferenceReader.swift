public import Foundation
import Foundations

/// Reads preferences from JSON Lines or from a file that is one JSON array.
///
/// These shapes are read, each an object:
/// - `prompt`, `chosen` and `rejected`, each a text or a list of messages with `role` and `content`, with `system` and
///   `tools` beside it; without `prompt`, `chosen` and `rejected` are whole conversations with one beginning;
/// - `chosen` and `rejected` as dialogues in one text, "\n\nHuman: …\n\nAssistant: …", as HH-RLHF has them;
/// - `conversations` (or `messages`, or `instruction` and `input`) with `chosen` and `rejected`, each a message, as
///   ShareGPT has them;
/// - `messages` (or `conversations`) with `label`, true for a desirable answer, or `prompt`, `completion` and `label`.
///
/// Pairs that `martlet train compare` keeps as ties or skipped are passed over.
///
/// A `margin` beside a pair says by how much the chosen answer is better.
public struct PreferenceReader: Sendable {
    /// Whether bad preferences are left out and counted; else the first one is thrown.
    public let skippingBad: Bool

    /// A reader.
    public init(skippingBad: Bool = false) {
        self.skippingBad = skippingBad
    }

    /// All preferences of some files.
    ///
    /// - Throws: ``TranscriptError`` for the first bad one, unless they are skipped; ``CorpusError/compressed(path:)`` for a
    ///   compressed file; `FileError` where a file cannot be read.
    public func read(_ files: [URL]) throws -> PreferenceSet {
        var set = PreferenceSet()
        for file in files { try read(file, into: &set) }
        return set
    }

    private func read(_ file: URL, into set: inout PreferenceSet) throws {
        try MappedFile(file).withBytes { bytes in
            guard !bytes.starts(with: [0x1F, 0x8B]) else { throw CorpusError.compressed(path: file.path) }
            var scanner = TranscriptScanner(bytes, path: file.path)
            while let item = scanner.next() {
                do throws(TranscriptError) {
                    switch try preference(item.get(), file.path) {
                    case .pair(let pair): set.pairs.append(pair)
                    case .judged(let answer): set.judged.append(answer)
                    case .undecided: break
                    }
                } catch {
                    guard skippingBad else { throw error }
                    set.refused.append(error)
                }
            }
        }
    }

    private func preference(_ item: TranscriptScanner.Item, _ path: String) throws(TranscriptError) -> Preference {
        let origin = DocumentOrigin(path: path, line: item.line)
        let value: JSONValue
        do {
            value = try JSONValue(parsing: item.bytes, source: path, firstLine: item.line)
        } catch {
            throw TranscriptError(
                .brokenJSON, at: DocumentOrigin(path: path, line: error.line), "column \(error.column): \(error.reason)"
            )
        }
        let preference = try PreferenceShape(origin).preference(in: value)
        try PreferenceCheck(origin).check(preference)
        return preference
    }
}
