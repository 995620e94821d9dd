import Foundations

/// The fixed parts of the `tokenizer.json` files that this package writes, in the layout of Hugging Face `tokenizers`.
enum TokenizerLayout {
    /// The pattern, then bytes to the printable alphabet.
    static func byteLevelPretokenizer(_ pattern: PretokenizerPattern) -> JSONValue {
        [
            "type": "Sequence",
            "pretokenizers": [
                [
                    "type": "Split", "pattern": ["Regex": .string(pattern.regularExpression)],
                    "behavior": "Isolated", "invert": false,
                ],
                ["type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false],
            ],
        ]
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

    /// The name of the token of a single byte in vocabularies with byte fallback.
    static func byteTokenName(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "<0x0\(digits)>" : "<0x\(digits)>"
    }
}
