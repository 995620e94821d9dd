import Corpus
import Tokenization

/// Turns preferences into tokens, with the answers marked.
struct PreferenceEncoder {
    let encoder: ChatEncoder
    /// Tokens that a text may have.
    let context: Int

    /// A pair; in reading order, the first thing that cannot be used is thrown.
    func example(_ pair: PreferencePair) throws(TranscriptError) -> PreferenceExample {
        PreferenceExample(
            .pair(margin: pair.margin ?? 0), first: try text(pair.prompt, pair.chosen, pair.origin),
            second: try text(pair.prompt, pair.rejected, pair.origin))
    }

    /// A text with one answer marked.
    func text(
        _ prompt: Chat, _ answer: [ChatMessage], _ origin: DocumentOrigin
    ) throws(TranscriptError) -> FineTuneExample {
        let beginning: [Int32]
        let whole: EncodedChat
        do {
            beginning = try encoder.encode(prompt, addingGenerationPrompt: true).tokens
            whole = try encoder.encode(Chat(prompt.messages + answer, tools: prompt.tools))
        } catch {
            throw TranscriptError(.refusedByTemplate, at: origin, "\(error)")
        }
        guard whole.tokens.starts(with: beginning) else {
            throw TranscriptError(
                .refusedByTemplate, at: origin, "the template writes the prompt in another way once it is answered")
        }
        // What follows the last token of the answer says nothing of it.
        let end = (whole.isTrained.lastIndex(of: true) ?? -1) + 1
        guard end > beginning.count else {
            throw TranscriptError(.noAssistantTurn, at: origin, "no token of the answer would be learned")
        }
        if end > context { throw .longerThanContext(origin, tokens: end, context: context) }
        let marks = whole.isTrained[..<end].enumerated().map { $0.offset >= beginning.count && $0.element }
        return FineTuneExample(tokens: Array(whole.tokens[..<end]), isTrained: marks)
    }

    /// Judged answers, each beside the answer that the next one gives to its own prompt.
    ///
    /// An answer that would not fit behind the other prompt is cut at the end of the context.
    func examples(judged texts: [(text: FineTuneExample, isDesirable: Bool)]) -> [PreferenceExample] {
        texts.enumerated().map { index, item in
            let next = texts[(index + 1) % texts.count].text
            let own = item.text.isTrained.firstIndex(of: true) ?? 0
            let other = next.isTrained.firstIndex(of: true) ?? 0
            let tokens = item.text.tokens[..<own] + next.tokens[other...]
            let marks = item.text.isTrained[..<own] + next.isTrained[other...]
            return PreferenceExample(
                .judged(isDesirable: item.isDesirable), first: item.text,
                second: FineTuneExample(
                    tokens: Array(tokens.prefix(context)), isTrained: Array(marks.prefix(context))))
        }
    }
}
