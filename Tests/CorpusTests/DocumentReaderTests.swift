import Corpus
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Reading documents")
struct DocumentReaderTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func findings(
        _ name: String, _ bytes: [UInt8], _ options: DocumentReader.Options = DocumentReader.Options()
    ) throws -> (documents: [Document], dropped: [DroppedDocument]) {
        let url = folder.file(name)
        try Samples.write(bytes, to: url)
        var documents: [Document] = []
        var dropped: [DroppedDocument] = []
        for file in try InputFiles([url.path]).files {
            try DocumentReader(options).read(file) { finding in
                switch finding {
                case .document(let document): documents.append(document)
                case .dropped(let document): dropped.append(document)
                }
            }
        }
        return (documents, dropped)
    }

    @Test("A text file is one document, without its byte order mark")
    func textFile() throws {
        let (documents, dropped) = try findings("a.txt", [0xEF, 0xBB, 0xBF] + Array("Größe\r\n".utf8))
        #expect(documents.map(\.bytes) == [Array("Größe\r\n".utf8)])
        #expect(dropped.isEmpty)
    }

    @Test("A file of nothing, or of white space, is dropped as empty", arguments: ["", " \n\t\r\n "])
    func empty(text: String) throws {
        let (documents, dropped) = try findings("a.md", Array(text.utf8))
        #expect(documents.isEmpty)
        #expect(dropped.map(\.reason) == [.empty])
    }

    @Test("A file that is not UTF-8 is dropped by default, with the place of the first wrong byte")
    func dropsOtherEncodings() throws {
        let (documents, dropped) = try findings("a.txt", Array("Gr".utf8) + [0xF6, 0xDF] + Array("e".utf8))
        #expect(documents.isEmpty)
        #expect(dropped.map(\.reason) == [.notUTF8])
        #expect(dropped.first?.detail == "byte 2 is not UTF-8")
    }

    @Test("A file that is not UTF-8 is kept as it is when that is asked for")
    func keepsOtherEncodings() throws {
        var options = DocumentReader.Options()
        options.encodingErrors = .keep
        let bytes = Array("Gr".utf8) + [0xF6, 0xDF] + Array("e".utf8)
        let (documents, dropped) = try findings("a.txt", bytes, options)
        #expect(documents.map(\.bytes) == [bytes])
        #expect(dropped.isEmpty)
    }

    @Test("Lines of JSON that hold no text are dropped with their line and what is wrong")
    func malformedLines() throws {
        let lines = [
            #"{"text": "one"}"#, "", #"{"text": "two""#, #"{"title": "three"}"#, #"{"text": 4}"#, "[5]",
            #"{"text": "  "}"#, #"{"text": "seven"}"#,
        ]
        let bad: [UInt8] = Array(#"{"text": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        let (documents, dropped) = try findings("a.jsonl", Array(lines.joined(separator: "\n").utf8) + [0x0A] + bad)
        #expect(documents.map { String(decoding: $0.bytes, as: UTF8.self) } == ["one", "seven"])
        #expect(documents.map(\.origin.line) == [1, 8])
        #expect(dropped.map(\.origin.line) == [3, 4, 5, 6, 7, 9])
        let reasons: [DropReason] = [
            .malformedLine, .noTextField, .noTextField, .malformedLine, .empty, .notUTF8,
        ]
        #expect(dropped.map(\.reason) == reasons)
        #expect(dropped[1].detail == #"it has no "text", but: "title""#)
        #expect(dropped[2].detail == #"its "text" is a number, not a string"#)
    }

    @Test("The text field of JSON Lines can be another one")
    func textField() throws {
        var options = DocumentReader.Options()
        options.textField = "content"
        let (documents, _) = try findings("a.jsonl", Array(#"{"text": "no", "content": "yes\n"}"#.utf8), options)
        #expect(documents.map(\.bytes) == [Array("yes\n".utf8)])
    }

    @Test("The parts of a long file, joined, are the file")
    func longFile() throws {
        let text = Samples.texts(400).joined(separator: "\n\n")
        var options = DocumentReader.Options()
        options.maximumDocumentBytes = 2048
        let (documents, _) = try findings("a.txt", Array(text.utf8), options)
        #expect(documents.count > 10)
        #expect(documents.flatMap(\.bytes) == Array(text.utf8))
        #expect(documents.allSatisfy { $0.bytes.count <= 2048 })
        // Each place that a part begins is the one it is said to begin at.
        var offset = 0
        for document in documents {
            #expect(document.origin.byteOffset == offset)
            offset += document.bytes.count
        }
    }

    @Test("A file that cannot be read is an error that names it")
    func unreadable() throws {
        let url = folder.file("gone.txt")
        try Samples.write("here", to: url)
        let files = try InputFiles([url.path]).files
        try FileManager.default.removeItem(at: url)
        let error = #expect(throws: FileError.self) { try DocumentReader().read(files[0]) { _ in } }
        #expect(error?.path == url.path)
        #expect(error?.code == .notFound)
    }
}
