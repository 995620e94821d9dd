extension PretokenizerPattern {
    /// The way of cutting that `tokenizer.ggml.pre` of a GGUF file names, as llama.cpp has it; nil for a name that is
    /// not known here.
    ///
    /// llama.cpp spells contractions out in ASCII, so that U+017F is no s here, unlike in the `tokenizer.json` of the
    /// same models.
    public init?(ggufName name: String) {
        switch name {
        case "gpt-2", "phi-2", "jina-es", "jina-de", "jina-v1-en", "jina-v2-es", "jina-v2-de", "jina-v2-code",
            "roberta-bpe", "gigachat", "a.x-4.0", "mellum", "modern-bert", "mpt", "olmo", "jais", "trillion",
            "granite-docling", "exaone4":
            self = .gpt2
        case "llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2", "dbrx",
            "smaug-bpe", "glm4", "chatglm-bpe", "chatglm4":
            self = PretokenizerPattern(known: [.asciiGPT4], [Self.spelledOut(numbers: #"\p{N}{1,3}"#)])
        case "qwen2", "deepseek-r1-qwen", "megrez", "stablelm2", "hunyuan", "grok-2", "solar-open", "bailingmoe",
            "bailingmoe2", "llada-moe":
            self = PretokenizerPattern(known: [.asciiQwen2], [Self.spelledOut(numbers: #"\p{N}"#)])
        case "qwen35":
            self = PretokenizerPattern(known: [.asciiQwen35], [Self.spelledOutWithMarks])
        case "starcoder", "refact", "command-r", "smollm", "codeshell", "exaone", "minerva-7b": self = .starcoder
        case "falcon": self = .falcon
        case "tekken": self = .tekken
        case "gpt-4o", "llama4", "minimax-m2": self = .o200k
        default:
            guard let expressions = Self.ggufSequences[name],
                let pattern = try? PretokenizerPattern(sequence: expressions)
            else { return nil }
            self = pattern
        }
    }

    private static let asciiContractions = #"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"#

    private static func spelledOut(numbers: String) -> String {
        asciiContractions + #"|[^\r\n\p{L}\p{N}]?\p{L}+|"# + numbers
            + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
    }

    private static let spelledOutWithMarks =
        asciiContractions + #"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*"#
        + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#

    /// CJK characters, Hangul and what lies between U+0800 and them.
    private static let deepSeekCharacters = #"[\x{4E00}-\x{9FA5}\x{0800}-\x{4E00}\x{AC00}-\x{D7FF}]+"#
    /// Numbers and CJK characters apart, then DeepSeek-V3's pattern.
    private static let deepSeekV3 = [
        #"\p{N}{1,3}"#, #"[\x{4E00}-\x{9FA5}\x{3040}-\x{309F}\x{30A0}-\x{30FF}]+"#,
        ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"## + #"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"#
            + #"| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#,
    ]
    /// Everything but white space and the signs that end sentences in many scripts.
    private static let bloom =
        #" ?[^(\s|.,!?\x{2026}\x{3002}\x{FF0C}\x{3001}\x{0964}\x{06D4}\x{060C})]+"#

    private static let ggufSequences: [String: [String]] = [
        "default": [
            #"[\p{P}\$\+<=>\^~\|]+"#, gpt2Expression, #"\p{N}+"#, "[0-9][0-9][0-9]",
        ],
        "deepseek-coder": [#"[\r\n]"#, #"\s?\p{L}+"#, #"\s?\p{P}+"#, deepSeekCharacters, #"\p{N}"#],
        "deepseek-llm": [
            #"[\r\n]"#, #"\s?["# + deepSeekLetters + "]+",
            #"\s?[!-/:-~\x{FF01}-\x{FF0F}\x{FF1A}-\x{FF5E}\x{2018}-\x{201F}\x{3000}-\x{3002}]+"#, #"\s+$"#,
            deepSeekCharacters, #"\p{N}+"#,
        ],
        "deepseek-v3": deepSeekV3, "hunyuan-dense": deepSeekV3, "joyai-llm": deepSeekV3,
        "bloom": [bloom], "poro-chat": [bloom], "gpt3-finnish": [bloom], "viking": [bloom, #"\p{N}"#],
        "superbpe": [#"\p{N}+"#, #"(?=(\d{3})+(?!\d))"#],
        "seed-coder": [
            asciiContractions
                + #"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+(?!\S)|\s+"#
        ],
    ]

    /// The letters with case that DeepSeek's first vocabulary lists.
    private static let deepSeekLetters =
        #"A-Za-z\x{B5}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{1BA}\x{1BC}-\x{1BF}\x{1C4}-\x{293}\x{295}-\x{2AF}"#
        + #"\x{370}-\x{373}\x{376}\x{377}\x{37B}-\x{37D}\x{37F}\x{386}\x{388}-\x{38A}\x{38C}\x{38E}-\x{3A1}"#
        + #"\x{3A3}-\x{3F5}\x{3F7}-\x{481}\x{48A}-\x{52F}\x{531}-\x{556}\x{10A0}-\x{10C5}\x{13A0}-\x{13F5}"#
        + #"\x{13F8}-\x{13FD}\x{1C90}-\x{1CBA}\x{1CBD}-\x{1CBF}\x{1D00}-\x{1D2B}\x{1D6B}-\x{1D77}"#
        + #"\x{1D79}-\x{1D9A}\x{1E00}-\x{1F15}\x{1F18}-\x{1F1D}\x{1F20}-\x{1F45}\x{1F48}-\x{1F4D}"#
        + #"\x{1F50}-\x{1F57}\x{1F59}\x{1F5B}\x{1F5D}\x{1F5F}-\x{1F7D}\x{1F80}-\x{1FB4}\x{1FB6}-\x{1FBC}\x{1FBE}"#
        + #"\x{1FC2}-\x{1FC4}\x{1FC6}-\x{1FCC}\x{1FD0}-\x{1FD3}\x{1FD6}-\x{1FDB}\x{1FE0}-\x{1FEC}"#
        + #"\x{1FF2}-\x{1FF4}\x{1FF6}-\x{1FFC}\x{2102}\x{2107}\x{210A}-\x{2113}\x{2115}\x{2119}-\x{211D}\x{2124}"#
        + #"\x{2126}\x{2128}\x{212A}-\x{212D}\x{212F}-\x{2134}\x{2139}\x{213C}-\x{213F}\x{2145}-\x{2149}\x{214E}"#
        + #"\x{2183}\x{2184}\x{2C00}-\x{2C7B}\x{2C7E}-\x{2CE4}\x{2CEB}-\x{2CEE}\x{2CF2}\x{2CF3}\x{A640}-\x{A66D}"#
        + #"\x{A680}-\x{A69B}\x{A722}-\x{A76F}\x{A771}-\x{A787}\x{A78B}-\x{A78E}\x{AB70}-\x{ABBF}"#
        + #"\x{FB00}-\x{FB06}\x{FB13}-\x{FB17}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{10400}-\x{1044F}"#
        + #"\x{104B0}-\x{104D3}\x{104D8}-\x{104FB}\x{10C80}-\x{10CB2}\x{10CC0}-\x{10CF2}\x{118A0}-\x{118DF}"#
        + #"\x{1E900}-\x{1E943}"#
}
