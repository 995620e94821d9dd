public import Foundations

/// Turns conversations into token ids, and the ids of a turn back into a message.
///
/// Only the template's own text can become special tokens: a message that contains `<|im_end|>` is encoded as the
/// characters that it is. Text is cut where the assistant's turns begin and end before it is encoded, so that the ids
/// of what was generated stay the same when the conversation goes on.
public struct ChatEncoder: Sendable {
    /// The vocabulary.
    public let tokenizer: Tokenizer
    /// How conversations are written.
    public let template: ChatTemplate
    /// Further values that the template may look up, such as `enable_thinking`.
    public let variables: JSONObject
    /// The token with which the assistant ends its turn.
    public private(set) var endOfTurnToken: Int32

    private let matcher: AddedTokenMatcher?

    /// Joins a tokenizer and a template.
    ///
    /// - Throws: ``ChatEncoderError`` where the tokenizer lacks special tokens that the template needs, ``JinjaError``
    ///   where the template cannot write so much as a question and an answer.
    public init(
        tokenizer: Tokenizer, template: ChatTemplate = .standard, variables: JSONObject = JSONObject()
    ) throws {
        self.tokenizer = tokenizer
        self.template = template
        self.variables = variables
        matcher = AddedTokenMatcher(tokenizer.addedTokens.filter(\.isSpecial), normalizer: nil)
        if template.source.hasSameBytes(as: ChatTemplate.standard.source) {
            let missing = ChatTemplate.standardSpecialTokens.filter { tokenizer.specialToken($0) == nil }
            guard missing.isEmpty else {
                throw ChatEncoderError.missingSpecialTokens(template: template.name, tokens: missing)
            }
        }
        endOfTurnToken = -1
        let encoded = try encode(Chat([.user("?"), .assistant("!")]))
        guard let last = encoded.isTrained.lastIndex(of: true).map({ encoded.tokens[$0] }),
            tokenizer.isSpecialToken(last), last != tokenizer.unknownToken
        else { throw ChatEncoderError.noEndOfTurn(template: template.name) }
        endOfTurnToken = last
    }

    /// The ids of a conversation.
    ///
    /// - Parameters:
    ///   - chat: the conversation.
    ///   - addingGenerationPrompt: whether the beginning of an assistant's turn follows, for the model to go on from. For
    ///     such a prompt, a template that gives no way to tell what the assistant wrote is no error: nothing is trained.
    /// - Throws: ``JinjaError`` where the template refuses the conversation; ``ChatEncoderError/notAPrefix(template:message:)``
    ///   where it gives no way to tell what the assistant wrote.
    public func encode(_ chat: Chat, addingGenerationPrompt: Bool = false) throws -> EncodedChat {
        let rendering = try template.render(
            chat, addingGenerationPrompt: addingGenerationPrompt, variables: variables)
        var text = ChatText(rendering)
        if template.marksGeneration {
            text.trained = rendering.generatedRanges
        } else {
            do {
                text.trained = try AssistantRanges(template: template, variables: variables).ranges(
                    in: chat, text: text)
            } catch  where addingGenerationPrompt {
                text.trained = []
            }
            text.trained = text.trained.map { endingWithSpecialToken($0, of: text) }
        }
        return encode(text)
    }

    /// A part of the text without the white space after the last special token in it, which is no part of the turn.
    private func endingWithSpecialToken(_ range: Range<Int>, of text: ChatText) -> Range<Int> {
        let specials = text.specialTokens(in: range, matcher)
        guard let last = specials.last?.range else { return range }
        let isSpace = text.bytes[last.upperBound..<range.upperBound].allSatisfy { $0 == 0x20 || 0x09...0x0D ~= $0 }
        return isSpace ? range.lowerBound..<last.upperBound : range
    }

    private func encode(_ text: ChatText) -> EncodedChat {
        var encoded = EncodedChat()
        func add(_ tokens: [Int32], _ isTrained: Bool) {
            encoded.tokens += tokens
            encoded.isTrained += repeatElement(isTrained, count: tokens.count)
        }
        for (range, isTrained) in text.parts {
            var start = range.lowerBound
            for special in text.specialTokens(in: range, matcher) {
                add(plain(text.bytes[start..<special.range.lowerBound]), isTrained)
                add([special.id], isTrained)
                start = special.range.upperBound
            }
            add(plain(text.bytes[start..<range.upperBound]), isTrained)
        }
        return encoded
    }

    private func plain(_ bytes: ArraySlice<UInt8>) -> [Int32] {
        if bytes.isEmpty { return [] }
        return bytes.withUnsafeBytes { tokenizer.encode(part: $0, beginsText: bytes.startIndex == 0) }
    }
}
