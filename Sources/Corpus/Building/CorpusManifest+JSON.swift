package import Foundations

extension CorpusManifest {
    static let format = "martlet-corpus"
    static let version = 1

    /// The manifest as it stands in the file.
    package var json: JSONValue {
        [
            "format": .string(Self.format),
            "version": .integer(Self.version),
            "tokenizer": [
                "file": "tokenizer.json",
                "fingerprint": .string(Self.hexadecimal(tokenizerFingerprint)),
                "vocabulary_size": .integer(vocabularySize),
                "end_of_text_token": .integer(Int64(endOfTextToken)),
            ],
            "element_width": .integer(elementWidth),
            "settings": [
                "held_out_share": .number(heldOutShare),
                "seed": .string(String(seed)),
                "text_field": .string(textField),
                "encoding_errors": .string(encodingErrors.rawValue),
                "maximum_document_bytes": .integer(maximumDocumentBytes),
            ],
            "inputs": .array(inputs.map { .string($0) }),
            "files": .integer(fileCount),
            "file_bytes": .integer(fileByteCount),
            "skipped": .object(
                JSONObject(
                    members: skipped.sorted { $0.key.precedesInBytes($1.key) }.map {
                        .init(key: $0.key, value: .integer($0.value))
                    })),
            "splits": ["train": Self.json(train), "heldout": Self.json(heldOut)],
            "dropped": .object(
                JSONObject(members: dropped.map { .init(key: $0.reason.rawValue, value: Self.json($0)) })),
        ]
    }

    private static func json(_ part: Part) -> JSONValue {
        [
            "documents": .integer(part.documentCount),
            "bytes": .integer(part.byteCount),
            "tokens": .integer(part.tokenCount),
            "unknown_tokens": .integer(part.unknownTokenCount),
            "shards": .array(
                part.shards.map {
                    [
                        "file": .string($0.file), "tokens": .integer($0.tokenCount),
                        "checksum": .string(hexadecimal($0.checksum)),
                    ]
                }),
        ]
    }

    private static func json(_ drop: Drop) -> JSONValue {
        [
            "documents": .integer(drop.documentCount),
            "bytes": .integer(drop.byteCount),
            "examples": .array(drop.examples.map { .string($0) }),
        ]
    }

    /// 16 hexadecimal digits: JSON's numbers do not hold 64 bits everywhere.
    package static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
