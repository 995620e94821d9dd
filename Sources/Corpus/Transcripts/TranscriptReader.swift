public import Foundation
import Foundations

/// Reads conversations to learn from, from JSON Lines or from a file that is one JSON array.
///
/// Three shapes are read, each an object:
/// - `messages` with `role`, `content`, `tool_calls`, `name`, `tool_call_id`, as OpenAI has them, and `tools` beside it;
///   arguments may be an object or its JSON as a string;
/// - `conversations` with `from` and `value`, as ShareGPT has them, with `system` and `tools` beside it;
/// - `instruction`, `input` and `output`, as Alpaca has them, with `system` and `history` beside them.
public struct TranscriptReader: Sendable {
    /// Whether bad transcripts are left out and counted; else the first one is thrown.
    public let skippingBad: Bool

    /// A reader.
    public init(skippingBad: Bool = false) {
        self.skippingBad = skippingBad
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
        let value: JSONValue
        do {
            value = try JSONValue(parsing: item.bytes, source: path, firstLine: item.line)
        } catch {
            throw TranscriptError(
                .brokenJSON, at: DocumentOrigin(path: path, line: error.line), "column \(error.column): \(error.reason)"
            )
        }
        let chat = try TranscriptShape(origin).chat(in: value)
        try TranscriptCheck(origin).check(chat)
        return Transcript(chat: chat, origin: origin)
    }
}
