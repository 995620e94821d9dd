import Foundations

/// The fixed parts of the `tokenizer.json` files that this package writes, in the layout of Hugging Face `tokenizers`.
enum TokenizerLayout {
    /// The pattern, then bytes to the printable alphabet.
    static func byteLevelPretokenizer(_ pattern: PretokenizerPattern) -> JSONValue {
        let cuts: [JSONValue] = pattern.expressions.map {
            ["type": "Split", "pattern": ["Regex": .string($0)], "behavior": "Isolated", "invert": false]
        }
        let bytes: JSONValue = [
            "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false,
        ]
        return ["type": "Sequence", "pretokenizers": .array(cuts + [bytes])]
    }

    /// The printable alphabet back to bytes; its flags mean nothing for decoding.
    static let byteLevelDecoder: JSONValue = [
        "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true,
    ]

    /// Tokens joined as they are.
    static let characterDecoder: JSONValue = ["type": "Fuse"]

    /// The sign that stands for a space in the vocabularies of SentencePiece.
    static let spaceSign: Unicode.Scalar = "\u{2581}"

    /// A space before the text, and the sign for all spaces.
    static let scoredNormalizer: JSONValue = [
        "type": "Sequence",
        "normalizers": [
            ["type": "Prepend", "prepend": "\u{2581}"],
            ["type": "Replace", "pattern": ["String": " "], "content": "\u{2581}"],
        ],
    ]

    /// Signs to spaces, byte tokens to bytes, and the first space away.
    static let scoredDecoder: JSONValue = [
        "type": "Sequence",
        "decoders": [
            ["type": "Replace", "pattern": ["String": "\u{2581}"], "content": " "],
            ["type": "ByteFallback"],
            ["type": "Fuse"],
            ["type": "Strip", "content": " ", "start": 1, "stop": 0],
        ],
    ]

    /// Puts the token that begins a text before it, when the caller asks for special tokens.
    static func beginOfTextPostProcessor(_ token: SpecialToken) -> JSONValue {
        let begin: JSONValue = ["SpecialToken": ["id": .string(token.text), "type_id": 0]]
        return [
            "type": "TemplateProcessing",
            "single": [begin, ["Sequence": ["id": "A", "type_id": 0]]],
            "pair": [
                begin, ["Sequence": ["id": "A", "type_id": 0]],
                ["SpecialToken": ["id": .string(token.text), "type_id": 1]], ["Sequence": ["id": "B", "type_id": 1]],
            ],
            "special_tokens": .object(
                JSONObject(members: [
                    .init(
                        key: token.text,
                        value: [
                            "id": .string(token.text), "ids": [.integer(Int64(token.id))],
                            "tokens": [.string(token.text)],
                        ])
                ])),
        ]
    }

    /// What is put around texts, in the layout `TemplateProcessing`; null where nothing is.
    static func template(_ processor: PostProcessor, names: [String]) -> JSONValue {
        if processor == .none { return .null }
        var used: [String: JSONValue] = [:]
        func parts(_ parts: [PostProcessor.Part]) -> JSONValue {
            .array(
                parts.flatMap { part -> [JSONValue] in
                    switch part {
                    case .first(let typeID): [["Sequence": ["id": "A", "type_id": .integer(Int64(typeID))]]]
                    case .second(let typeID): [["Sequence": ["id": "B", "type_id": .integer(Int64(typeID))]]]
                    case .tokens(let ids, let typeID):
                        ids.map { id in
                            let name = names[Int(id)]
                            used[name] = [
                                "id": .string(name), "ids": [.integer(Int64(id))], "tokens": [.string(name)],
                            ]
                            return ["SpecialToken": ["id": .string(name), "type_id": .integer(Int64(typeID))]]
                        }
                    }
                })
        }
        let single = parts(processor.single)
        let pair = parts(processor.pair)
        return [
            "type": "TemplateProcessing", "single": single, "pair": pair,
            "special_tokens": .object(
                JSONObject(members: used.keys.sorted().map { .init(key: $0, value: used[$0] ?? .null) })),
        ]
    }

    /// The name of the token of a single byte in vocabularies with byte fallback.
    static func byteTokenName(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "<0x0\(digits)>" : "<0x\(digits)>"
    }
}
