public import Foundation
import Foundations

/// Reads conversations to learn from, from JSON Lines or from a file that is one JSON array.
///
/// Each is an object of a ``TranscriptFormat``:
/// - `messages` with `role`, `content`, `tool_calls`, `name`, `tool_call_id`, as OpenAI has them, and `tools` beside it;
///   arguments may be an object or its JSON as a string;
/// - `conversations` with `from` and `value`, as ShareGPT has them, with `system` and `tools` beside it;
/// - `instruction`, `input` and `output`, as Alpaca has them, with `system` and `history` beside them.
///
/// A turn may say how much it counts: `"weight": 0.5`, or `"train": false` for one that is only shown. Objects that say
/// that their answer is not wanted (`"label": false`), and pairs of answers (`chosen`, `rejected`), are refused.
public struct TranscriptReader: Sendable {
    /// Whether bad transcripts are left out and counted; else the first one is thrown.
    public let skippingBad: Bool
    /// The format of all that is read; nil: what each object itself shows.
    public let format: TranscriptFormat?

    /// A reader.
    public init(skippingBad: Bool = false, format: TranscriptFormat? = nil) {
        self.skippingBad = skippingBad
        self.format = format
    }

    /// All transcripts of some files.
    ///
    /// - Throws: ``TranscriptError`` for the first bad one, unless they are skipped; `FileError` where a file cannot be
    ///   read.
    public func read(_ files: [URL]) throws -> TranscriptSet {
        var set = TranscriptSet()
        for file in files {
            try read(file) { result in
                switch result {
                case .success(let transcript): set.transcripts.append(transcript)
                case .failure(let error): set.refused.append(error)
                }
            }
        }
        return set
    }

    /// Calls `body` with each transcript of a file, and with each fault where bad ones are skipped.
    ///
    /// - Throws: ``TranscriptError`` for the first bad one, unless they are skipped; `FileError` where the file cannot be
    ///   read; what `body` throws.
    public func read(_ file: URL, _ body: (Result<Transcript, TranscriptError>) throws -> Void) throws {
        try MappedFile(file).withBytes { bytes in
            var scanner = TranscriptScanner(bytes, path: file.path)
            while let item = scanner.next() {
                let result = Result { () throws(TranscriptError) in try transcript(item.get(), file.path) }
                if case .failure(let error) = result, !skippingBad { throw error }
                try body(result)
            }
        }
    }

    private func transcript(_ item: TranscriptScanner.Item, _ path: String) throws(TranscriptError) -> Transcript {
        let origin = DocumentOrigin(path: path, line: item.line)
        let value = try Self.json(item, path: path)
        let check = TranscriptCheck(origin)
        try check.checkPurpose(value)
        let weighted = try TranscriptShape(origin, format: format).weightedChat(in: value)
        try check.check(weighted.chat)
        try check.check(weights: weighted.weights)
        return Transcript(chat: weighted.chat, weights: weighted.weights, origin: origin)
    }

    /// The JSON of an item.
    static func json(_ item: TranscriptScanner.Item, path: String) throws(TranscriptError) -> JSONValue {
        do {
            return try JSONValue(parsing: item.bytes, source: path, firstLine: item.line)
        } catch {
            throw TranscriptError(
                .brokenJSON, at: DocumentOrigin(path: path, line: error.line), "column \(error.column): \(error.reason)"
            )
        }
    }
}
