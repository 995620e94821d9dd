/// Why a vocabulary cannot be written into a GGUF file so that llama.cpp gives the same ids.
public enum GGUFVocabularyError: Error, Sendable, Hashable, CustomStringConvertible {
    /// llama.cpp has no name for the way in which text is cut.
    case patternWithoutName(String)
    /// llama.cpp has no such kind of vocabulary.
    case kindWithoutCounterpart(TokenizerKind)
    /// llama.cpp does not do what the vocabulary asks for, as the reason says.
    case settingWithoutCounterpart(String)

    public var description: String {
        switch self {
        case .patternWithoutName(let expression):
            "the vocabulary cuts text by a pattern that llama.cpp does not know, so that it would give other ids: "
                + "\(expression)\ntrain it with --pretokenizer gpt4, gpt2, qwen2 or o200k to write it as GGUF"
        case .kindWithoutCounterpart(let kind):
            "llama.cpp has no vocabularies of the kind \(kind.rawValue); it has byte-level BPE, scored BPE, Unigram and "
                + "WordPiece"
        case .settingWithoutCounterpart(let reason):
            "\(reason), which llama.cpp does not do, so that it would give other ids"
        }
    }
}
