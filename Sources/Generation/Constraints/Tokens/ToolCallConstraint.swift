import Foundations
public import Tokenization

/// Lets an assistant's turn be plain text or one tool call, and nothing else.
///
/// Plain text is any text without special tokens, of one token at least. A call is the token `<tool_call>`, a line break,
/// `{"name": "…", "arguments": {…}}` with the name of one of the tools and arguments that fit its schema, a line break,
/// the token `</tool_call>`. Either ends with an end token.
public struct ToolCallConstraint: TokenConstraint {
    /// The special tokens around a call.
    public static let callStart = "<tool_call>"
    public static let callEnd = "</tool_call>"

    private enum Place {
        case start
        case text
        case call(ByteAutomaton)
        case callClosed
        case ended
    }

    /// What a call may be, and the tokens around it; nil where there are no tools.
    private struct Calls: Sendable {
        let masks: GrammarMasks
        let start: Int32
        let end: Int32
    }

    private let vocabulary: ConstraintVocabulary
    private let calls: Calls?
    private let endTokens: [Int32]
    private var place = Place.start

    /// Constrains turns to text and calls of `tools`; without tools, to text.
    ///
    /// - Parameters:
    ///   - tools: the tools, each with the schema of its arguments.
    ///   - tokenizer: that of the model, which names the special tokens.
    ///   - vocabulary: the same tokenizer's tokens.
    ///   - endTokens: the tokens that end a turn.
    /// - Throws: ``ConstraintError`` naming the tool or the token at fault.
    public init(
        tools: [ToolDefinition], tokenizer: Tokenizer, vocabulary: ConstraintVocabulary, endTokens: [Int32]
    ) throws(ConstraintError) {
        guard !endTokens.isEmpty else { throw .noEndToken }
        self.vocabulary = vocabulary
        self.endTokens = endTokens
        guard !tools.isEmpty else {
            calls = nil
            return
        }
        guard let start = tokenizer.specialToken(Self.callStart) else { throw .missingSpecialToken(Self.callStart) }
        guard let end = tokenizer.specialToken(Self.callEnd) else { throw .missingSpecialToken(Self.callEnd) }
        var choices: [(prefix: String, schema: JSONSchema, suffix: String)] = []
        for (index, tool) in tools.enumerated() {
            if tools[..<index].contains(where: { $0.name.utf8.elementsEqual(tool.name.utf8) }) {
                throw .repeatedTool(tool.name)
            }
            let name = String(decoding: CanonicalJSON.bytes(of: .string(tool.name)), as: UTF8.self)
            choices.append(("\n{\"name\": \(name), \"arguments\": ", try Self.schema(of: tool), "}\n"))
        }
        let grammar = ByteGrammar(choices: choices)
        calls = Calls(masks: GrammarMasks(grammar, vocabulary), start: start, end: end)
    }

    private static func schema(of tool: ToolDefinition) throws(ConstraintError) -> JSONSchema {
        do throws(JSONSchemaError) {
            let schema = try JSONSchema(tool.parameters)
            let shapes = schema.nodes[schema.root].shapes
            guard shapes.allSatisfy({ if case .object = $0 { true } else { false } }) else {
                throw JSONSchemaError(path: "#/type", reason: "the arguments of a tool must be an object")
            }
            return schema
        } catch {
            throw .toolSchema(tool: tool.name, error)
        }
    }

    public var isComplete: Bool {
        switch place {
        case .text, .callClosed, .ended: true
        case .start, .call: false
        }
    }

    public func allowedTokens() -> TokenMask {
        var mask = TokenMask(vocabularySize: vocabulary.size)
        switch place {
        case .start:
            mask = vocabulary.plainTokens
            if let calls { mask.insert(calls.start) }
        case .text:
            mask = vocabulary.plainTokens
            for token in endTokens { mask.insert(token) }
        case .call(let automaton):
            if let calls {
                mask = calls.masks.mask(of: automaton)
                if automaton.isComplete { mask.insert(calls.end) }
            }
        case .callClosed: for token in endTokens { mask.insert(token) }
        case .ended: break
        }
        return mask
    }

    public func allows(_ token: Int32) -> Bool { place(after: token) != nil }

    public mutating func accept(_ token: Int32) -> Bool {
        guard let next = place(after: token) else { return false }
        place = next
        return true
    }

    private func place(after token: Int32) -> Place? {
        let isEnd = endTokens.contains(token)
        switch place {
        case .start:
            if let calls, token == calls.start { return .call(ByteAutomaton(calls.masks.grammar)) }
            return vocabulary.plainTokens.contains(token) ? .text : nil
        case .text:
            if isEnd { return .ended }
            return vocabulary.plainTokens.contains(token) ? .text : nil
        case .call(let automaton):
            guard let calls else { return nil }
            if automaton.isComplete, token == calls.end { return .callClosed }
            return calls.masks.state(after: token, automaton).map { .call($0) }
        case .callClosed: return isEnd ? .ended : nil
        case .ended: return nil
        }
    }
}
