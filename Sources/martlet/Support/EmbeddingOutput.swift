import Foundation
import Foundations
import Generation

/// What `martlet embed` prints or writes.
final class EmbeddingOutput {
    private let json: Bool
    private let file: URL?
    private let buffer = OutputBuffer()
    private var count = 0
    private var bytes = Data()
    /// The texts and vectors that are compared with each other.
    private var kept: [(text: String, embedding: TextEmbedding)] = []

    init(json: Bool, file: URL?) throws {
        self.json = json
        self.file = file
    }

    /// Takes the next texts and their embeddings.
    func add(_ embeddings: [TextEmbedding], of texts: [String], limit: Int) throws {
        for (text, embedding) in zip(texts, embeddings) {
            if embedding.isTruncated, !json {
                StatusLine.note(
                    "text \(count): cut after \(embedding.tokenCount) of its \(embedding.textTokenCount) tokens; "
                        + "the model reads \(limit)")
            }
            if json { try buffer.write(line(embedding) + "\n") }
            if file != nil {
                for value in embedding.vector {
                    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
                }
            }
            if kept.count < Self.mostCompared { kept.append((text, embedding)) }
            count += 1
        }
        if json { try buffer.flush() }
    }

    /// Writes the file, or prints the comparison.
    func finish() throws {
        if let file { try AtomicFile.write(Array(bytes), to: file) }
        guard !json else { return try buffer.flush() }
        if let file {
            print("\(Figures.grouped(count)) vectors of \(kept.first?.embedding.vector.count ?? 0) in \(file.path)")
            return
        }
        for (index, item) in kept.enumerated() {
            print("\(index)  \(item.embedding.tokenCount) tokens  \(Self.shortened(item.text))")
        }
        if count > kept.count {
            print("... and \(Figures.grouped(count - kept.count)) more; --json prints all vectors")
        }
        if kept.count > 1 { print("\n" + similarities()) }
    }

    private func line(_ embedding: TextEmbedding) -> String {
        var object: JSONObject = [
            "index": .integer(count), "tokens": .integer(embedding.tokenCount),
        ]
        if embedding.isTruncated { object["text_tokens"] = .integer(embedding.textTokenCount) }
        // Numbers as short as they can be without losing a bit.
        return String(JSONValue.object(object).serialized().dropLast())
            + ",\"embedding\":[" + embedding.vector.map { "\($0)" }.joined(separator: ",") + "]}"
    }

    private func similarities() -> String {
        let width = 7
        func cell(_ text: String) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
        let header = cell("") + kept.indices.map { cell("\($0)") }.joined()
        let rows = kept.enumerated().map { index, row in
            cell("\(index)")
                + kept.map { other in
                    let value = TextEmbedding.similarity(row.embedding.vector, other.embedding.vector)
                    return cell(String(format: "%.3f", value))
                }.joined()
        }
        return ([header] + rows).joined(separator: "\n")
    }

    private static func shortened(_ text: String) -> String {
        text.count > 60 ? text.prefix(57) + "..." : text
    }

    /// More would not fit on a line.
    private static let mostCompared = 10
}
