package import Tokenization

/// Turns the tokens of a generation into text that may be shown: whole characters, nothing that may still become a
/// stop string, and no special tokens.
package struct TextAssembler {
    private let tokenizer: Tokenizer
    private var previous: Int32?
    private var matcher: StopStringMatcher
    private var decoder = TextStreamDecoder()

    /// Begins after the token `previous`, the last of the prompt.
    package init(tokenizer: Tokenizer, after previous: Int32?, stopStrings: [String]) throws(StopConditionError) {
        self.tokenizer = tokenizer
        self.previous = previous
        matcher = try StopStringMatcher(stopStrings)
    }

    /// The stop string that ended the text; nil while none has.
    package var match: String? { matcher.match }

    /// Takes the next token, and returns the text that is now certain.
    package mutating func append(_ token: Int32) -> String {
        let bytes = tokenizer.isSpecialToken(token) ? [] : tokenizer.bytes(of: token, after: previous)
        previous = token
        return decoder.append(matcher.append(bytes).text)
    }

    /// Ends the text, and returns what was held back.
    package mutating func finish() -> String {
        decoder.append(matcher.finish()) + decoder.finish()
    }
}
