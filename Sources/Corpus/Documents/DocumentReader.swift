import Foundations
import Foundation

/// Reads the documents of files, one after the other.
///
/// A text file is one document; a long one is cut into several (see ``Options/maximumDocumentBytes``). A byte order mark
/// at its beginning is left out, everything else stays as it is. A JSON Lines file holds a document a line, whole,
/// however long it is; blank lines are passed over.
public struct DocumentReader: Sendable {
    /// How documents are read.
    public struct Options: Sendable, Hashable {
        /// The member of a JSON Lines object that holds the text.
        public var textField = "text"
        /// What becomes of files that are not UTF-8.
        public var encodingErrors = EncodingErrorRule.drop
        /// Longer text files are cut into parts of at most this size: after a blank line where there is one in the
        /// second half of the part, else after a line, else after a character. At least 1,024.
        public var maximumDocumentBytes = 64 << 10

        public init() {}
    }

    public let options: Options

    /// A reader with the given options.
    public init(_ options: Options = Options()) {
        self.options = options
    }

    /// What a reader finds, in order.
    public enum Finding: Sendable {
        case document(Document)
        case dropped(DroppedDocument)

        /// How many bytes it has.
        var byteCount: Int {
            switch self {
            case .document(let document): document.bytes.count
            case .dropped(let document): document.byteCount
            }
        }
    }

    /// Reads a file and calls `body` with each document in it, and with each that the reader's rules leave out.
    ///
    /// - Throws: ``FileError`` when the file cannot be read, and what `body` throws.
    public func read(_ file: InputFile, _ body: (Finding) throws -> Void) throws {
        let mapped = try MappedFile(URL(filePath: file.path))
        try mapped.withBytes { bytes in
            switch file.kind {
            case .text: try readText(bytes, file.path, body)
            case .jsonLines: try readLines(bytes, file.path, body)
            }
        }
    }

    // MARK: Text

    private func readText(_ bytes: UnsafeRawBufferPointer, _ path: String, _ body: (Finding) throws -> Void) throws {
        if options.encodingErrors == .drop, let invalid = UTF8Check.firstInvalidByte(in: bytes) {
            let detail = "byte \(invalid) is not UTF-8"
            let origin = DocumentOrigin(path: path)
            return try body(
                .dropped(
                    DroppedDocument(origin: origin, reason: .notUTF8, byteCount: bytes.count, detail: detail)))
        }
        let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = UnsafeRawBufferPointer(rebasing: bytes[mark...])
        let splitter = DocumentSplitter(maximumByteCount: max(options.maximumDocumentBytes, 1024))
        let parts = text.isEmpty ? [0..<0] : splitter.parts(of: text)
        for part in parts {
            let origin = DocumentOrigin(path: path, byteOffset: parts.count > 1 ? mark + part.lowerBound : nil)
            try report(Array(text[part]), origin, body)
        }
    }

    private func report(_ bytes: [UInt8], _ origin: DocumentOrigin, _ body: (Finding) throws -> Void) throws {
        if bytes.allSatisfy(\.isWhiteSpace) {
            try body(.dropped(DroppedDocument(origin: origin, reason: .empty, byteCount: bytes.count)))
        } else {
            try body(.document(Document(bytes: bytes, origin: origin)))
        }
    }

    // MARK: JSON Lines

    private func readLines(_ bytes: UnsafeRawBufferPointer, _ path: String, _ body: (Finding) throws -> Void) throws {
        var start = 0
        var line = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let length = memchr(rest.baseAddress!, 0x0A, rest.count).map { rest.baseAddress!.distance(to: $0) }
            line += 1
            let content = UnsafeRawBufferPointer(rebasing: rest[..<(length ?? rest.count)])
            if !content.allSatisfy(\.isWhiteSpace) { try readLine(content, path, line, body) }
            start += (length ?? rest.count) + 1
        }
    }

    private func readLine(
        _ line: UnsafeRawBufferPointer, _ path: String, _ number: Int, _ body: (Finding) throws -> Void
    ) throws {
        let origin = DocumentOrigin(path: path, line: number)
        func drop(_ reason: DropReason, _ detail: String) throws {
            try body(
                .dropped(DroppedDocument(origin: origin, reason: reason, byteCount: line.count, detail: detail)))
        }
        if let invalid = UTF8Check.firstInvalidByte(in: line) {
            return try drop(.notUTF8, "byte \(invalid) of the line is not UTF-8")
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: line, source: path, firstLine: number)
        } catch {
            return try drop(.malformedLine, "column \(error.column): \(error.reason)")
        }
        guard let object = value.object else { return try drop(.malformedLine, "it is \(value.kind), not an object") }
        guard let field = object[options.textField] else {
            let keys = object.members.prefix(8).map { "\"\($0.key)\"" }.joined(separator: ", ")
            return try drop(.noTextField, "it has no \"\(options.textField)\", but: \(keys)")
        }
        guard let text = field.string else {
            return try drop(.noTextField, "its \"\(options.textField)\" is \(field.kind), not a string")
        }
        try report(Array(text.utf8), origin, body)
    }
}
