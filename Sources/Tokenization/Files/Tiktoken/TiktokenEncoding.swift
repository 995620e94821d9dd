/// A published encoding of tiktoken: its split pattern and its special tokens, which rank files do not hold.
///
/// Source: `tiktoken_ext/openai_public.py` of tiktoken 0.14.
public struct TiktokenEncoding: Sendable {
    /// Such as `cl100k_base`.
    public let name: String
    /// How text is cut.
    public let pattern: PretokenizerPattern
    /// The special tokens and their ids.
    public let specialTokens: [SpecialToken]

    /// Describes an encoding, as one would to tiktoken.
    public init(name: String, pattern: PretokenizerPattern, specialTokens: [SpecialToken]) {
        self.name = name
        self.pattern = pattern
        self.specialTokens = specialTokens
    }

    /// The encodings that are known by name.
    public static let published: [TiktokenEncoding] = [
        TiktokenEncoding(name: "gpt2", pattern: r50kPattern, [("<|endoftext|>", 50256)]),
        TiktokenEncoding(name: "r50k_base", pattern: r50kPattern, [("<|endoftext|>", 50256)]),
        TiktokenEncoding(name: "p50k_base", pattern: r50kPattern, [("<|endoftext|>", 50256)]),
        TiktokenEncoding(
            name: "p50k_edit", pattern: r50kPattern,
            [
                ("<|endoftext|>", 50256), ("<|fim_prefix|>", 50281), ("<|fim_middle|>", 50282),
                ("<|fim_suffix|>", 50283),
            ]),
        TiktokenEncoding(
            name: "cl100k_base", pattern: .cl100k,
            [
                ("<|endoftext|>", 100257), ("<|fim_prefix|>", 100258), ("<|fim_middle|>", 100259),
                ("<|fim_suffix|>", 100260), ("<|endofprompt|>", 100276),
            ]),
        TiktokenEncoding(
            name: "o200k_base", pattern: .o200k, [("<|endoftext|>", 199999), ("<|endofprompt|>", 200018)]),
    ]

    /// The published encoding `name`; nil where there is none.
    public init?(published name: String) {
        guard let encoding = Self.published.first(where: { $0.name == name }) else { return nil }
        self = encoding
    }

    private init(name: String, pattern: PretokenizerPattern, _ special: [(String, Int32)]) {
        self.init(
            name: name, pattern: pattern, specialTokens: special.map { SpecialToken(text: $0.0, id: $0.1) })
    }

    /// GPT-2's pattern as tiktoken writes it.
    private static let r50kPattern = PretokenizerPattern(
        known: [.gpt2],
        [#"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"#])
}
