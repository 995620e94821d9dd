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

    private var inner: TriggeredConstraint

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
        guard !tools.isEmpty else {
            inner = TriggeredConstraint(vocabulary: vocabulary, endTokens: endTokens)
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
        inner = TriggeredConstraint(
            trigger: start, ByteGrammar(choices: choices), closing: end, onlyAtStart: true, vocabulary: vocabulary,
            endTokens: endTokens)
    }

    private static func schema(of tool: ToolDefinition) throws(ConstraintError) -> JSONSchema {
        do throws(JSONSchemaError) {
            let schema = try JSONSchema(tool.parameters)
            let shapes = schema.nodes[schema.root].shapes
            guard shapes.allSatisfy({ if case .object = $0 { true } else { false } }) else {
                throw JSONSchemaError(path: "#/type", reason: "the arguments of a tool must be an object")
            }
            _ = try ByteGrammar.checked(schema, closed: true)
            return schema
        } catch {
            throw .toolSchema(tool: tool.name, error)
        }
    }

    public var isComplete: Bool { inner.isComplete }
    public func allowedTokens() -> TokenMask { inner.allowedTokens() }
    public func allows(_ token: Int32) -> Bool { inner.allows(token) }
    public mutating func accept(_ token: Int32) -> Bool { inner.accept(token) }
    public func forcedTokens() -> [Int32] { inner.forcedTokens() }
}
