/// One step of cutting: a pattern with a byte scanner of its own, or any other as a compiled regular expression.
package enum SplitRule: Sendable {
    case gpt4, cl100k, asciiGPT4, qwen2, asciiQwen2, qwen35, asciiQwen35
    case gpt2
    case o200k, asciiO200K, tekken
    case words
    case deepSeek
    case singleNumbers, numbersByThree, wholeNumbers, threeDigits
    case singleLineEnds, falconSigns, spacedLetters, spacedPunctuation
    case expression(CompiledExpression)

    /// Where the piece ends that begins at `start`; nil for compiled expressions.
    @inline(__always)
    func end(of text: ClassifiedText, from start: Int, before limit: Int) -> Int? {
        switch self {
        case .gpt4: GPT4Scanner<GPT4Pattern>.end(of: text, from: start, before: limit)
        case .cl100k: GPT4Scanner<CL100KPattern>.end(of: text, from: start, before: limit)
        case .asciiGPT4: GPT4Scanner<ASCIIGPT4Pattern>.end(of: text, from: start, before: limit)
        case .qwen2: GPT4Scanner<Qwen2Pattern>.end(of: text, from: start, before: limit)
        case .asciiQwen2: GPT4Scanner<ASCIIQwen2Pattern>.end(of: text, from: start, before: limit)
        case .qwen35: GPT4Scanner<Qwen35Pattern>.end(of: text, from: start, before: limit)
        case .asciiQwen35: GPT4Scanner<ASCIIQwen35Pattern>.end(of: text, from: start, before: limit)
        case .gpt2: GPT2Scanner.end(of: text, from: start, before: limit)
        case .o200k: CasedWordScanner<O200KPattern>.end(of: text, from: start, before: limit)
        case .asciiO200K: CasedWordScanner<ASCIIO200KPattern>.end(of: text, from: start, before: limit)
        case .tekken: CasedWordScanner<TekkenPattern>.end(of: text, from: start, before: limit)
        case .words: WordScanner.end(of: text, from: start, before: limit)
        case .deepSeek: DeepSeekScanner.end(of: text, from: start, before: limit)
        case .singleNumbers: SetApartScanner<SingleNumbers>.end(of: text, from: start, before: limit)
        case .numbersByThree: SetApartScanner<NumbersByThree>.end(of: text, from: start, before: limit)
        case .wholeNumbers: SetApartScanner<WholeNumbers>.end(of: text, from: start, before: limit)
        case .threeDigits: ThreeDigitsScanner.end(of: text, from: start, before: limit)
        case .singleLineEnds: SetApartScanner<SingleLineEnds>.end(of: text, from: start, before: limit)
        case .falconSigns: SetApartScanner<FalconSigns>.end(of: text, from: start, before: limit)
        case .spacedLetters: SpacedRunScanner<Letters>.end(of: text, from: start, before: limit)
        case .spacedPunctuation: SpacedRunScanner<Punctuation>.end(of: text, from: start, before: limit)
        case .expression: nil
        }
    }
}
