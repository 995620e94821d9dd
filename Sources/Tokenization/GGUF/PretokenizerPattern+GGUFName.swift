extension PretokenizerPattern {
    /// The name that `tokenizer.ggml.pre` of a GGUF file needs for llama.cpp to cut text in this way; nil where llama.cpp
    /// has none.
    ///
    /// Patterns that were published with `(?i:'s|'t|…)` have their counterpart in llama.cpp, which takes the long s
    /// (U+017F) after an apostrophe for an ordinary letter; nothing else differs.
    ///
    /// - Parameter findsWholePieces: whether a piece that is a token becomes that token, whatever the merges say; it is
    ///   part of what the name means to llama.cpp.
    public func ggufName(findsWholePieces: Bool = false) -> String? {
        if findsWholePieces {
            let names = [("llama-bpe", [Self.llama3, .cl100k, .gpt4]), ("tekken", [Self.tekken])]
            return names.first { $0.1.contains(self) }?.0
                ?? ["llama-bpe", "tekken"].first { PretokenizerPattern(ggufName: $0) == self }
        }
        let published: [(PretokenizerPattern, String)] = [
            (.gpt2, "gpt-2"), (.gpt4, "dbrx"), (.cl100k, "dbrx"), (.llama3, "dbrx"), (.qwen2, "qwen2"),
            (.o200k, "gpt-4o"), (.starcoder, "starcoder"), (.falcon, "falcon"),
        ]
        return published.first { $0.0 == self }?.1
            ?? Self.namesInLlamaCPP.first { PretokenizerPattern(ggufName: $0) == self }
    }

    /// One name for each way of cutting that llama.cpp knows and that is read here, those that look for whole pieces
    /// first left out.
    private static let namesInLlamaCPP = [
        "gpt-2", "dbrx", "qwen2", "qwen35", "starcoder", "falcon", "gpt-4o", "default", "deepseek-coder",
        "deepseek-llm", "deepseek-v3", "bloom", "viking", "superbpe", "seed-coder",
    ]
}
