import CKernels

extension PretokenizerPattern {
    /// The kernel that cuts ASCII text as this pattern does; nil where there is none.
    var kernel: martlet_piece_pattern? {
        guard let last = rules.last else { return nil }
        if rules.count == 2, case .singleNumbers = rules[0], case .gpt2 = last { return MARTLET_PIECES_GPT2_DIGITS }
        guard rules.count == 1 else { return nil }
        // Where patterns of a family differ in what is not ASCII, or at the end of the text, the kernels stop anyway.
        switch last {
        case .gpt4, .cl100k, .asciiGPT4: return MARTLET_PIECES_GPT4
        case .qwen2, .asciiQwen2, .qwen35, .asciiQwen35: return MARTLET_PIECES_GPT4_DIGITS
        case .gpt2: return MARTLET_PIECES_GPT2
        case .o200k, .asciiO200K: return MARTLET_PIECES_O200K
        case .tekken: return MARTLET_PIECES_TEKKEN
        case .words: return MARTLET_PIECES_WORDS
        default: return nil
        }
    }

    /// Whether pretokens begin at every one of ``TextBorders``: only one step of the pattern must see to that, because
    /// no scanner looks back.
    package var hasBorders: Bool {
        isScanned
            && rules.contains { rule in
                switch rule {
                case .gpt4, .cl100k, .asciiGPT4, .qwen2, .asciiQwen2, .qwen35, .asciiQwen35, .gpt2, .o200k,
                    .asciiO200K, .tekken, .words, .deepSeek:
                    true
                default: false
                }
            }
    }
}
