import Foundations

extension ChatEncoder {
    /// The message that the ids of one turn stand for: text, or tool calls, or text and then tool calls.
    ///
    /// The tokens that end a turn may be there or not. Tool calls stand between the special tokens `<tool_call>` and
    /// `</tool_call>`; for a vocabulary that has no such tokens, between these texts.
    ///
    /// - Parameter generated: what the model generated after the generation prompt.
    /// - Throws: ``AssistantTurnError`` for a malformed tool call.
    public func message(fromGenerated generated: some Sequence<Int32>) throws(AssistantTurnError) -> ChatMessage {
        var tokens = Array(generated)
        while let last = tokens.last, last == endOfTurnToken || last == tokenizer.endOfTextToken { tokens.removeLast() }
        let pieces = pieces(of: tokens)
        guard let first = pieces.firstIndex(where: { $0.mark == .begin }) else {
            if pieces.contains(where: { $0.mark == .end }) {
                throw .endWithoutCall(text: tokenizer.decodeString(tokens))
            }
            return .assistant(pieces.map(\.text).joined())
        }
        var content = pieces[..<first].map(\.text).joined()
        if pieces[..<first].contains(where: { $0.mark == .end }) { throw .endWithoutCall(text: content) }
        // The line end between text and call belongs to the template.
        if content.utf8.last == 0x0A { content = String(decoding: content.utf8.dropLast(), as: UTF8.self) }
        var calls: [ToolCall] = []
        var index = first
        while index < pieces.count {
            if pieces[index].mark == nil, pieces[index].text.utf8.allSatisfy({ $0 == 0x20 || 0x09...0x0D ~= $0 }) {
                index += 1
                continue
            }
            guard pieces[index].mark == .begin else {
                throw .textAfterCall(text: pieces[index...].map(\.text).joined())
            }
            guard let end = pieces[(index + 1)...].firstIndex(where: { $0.mark != nil }), pieces[end].mark == .end
            else {
                throw .unfinishedCall(text: pieces[index...].map(\.text).joined())
            }
            calls.append(try Self.call(in: pieces[(index + 1)..<end].map(\.text).joined()))
            index = end + 1
        }
        return ChatMessage(role: .assistant, content: content, toolCalls: calls)
    }

    /// A part of a turn.
    private struct Piece {
        /// The two ends of a tool call.
        enum Mark {
            case begin
            case end
        }

        let mark: Mark?
        let text: String
    }

    private static let beginOfCall = "<tool_call>"
    private static let endOfCall = "</tool_call>"

    private func pieces(of tokens: [Int32]) -> [Piece] {
        guard let begin = tokenizer.specialToken(Self.beginOfCall), let end = tokenizer.specialToken(Self.endOfCall)
        else { return pieces(of: tokenizer.decode(tokens)) }
        var pieces: [Piece] = []
        var start = 0
        func addText(until stop: Int) {
            if start < stop { pieces.append(Piece(mark: nil, text: tokenizer.decodeString(tokens[start..<stop]))) }
        }
        for (index, token) in tokens.enumerated() where token == begin || token == end {
            addText(until: index)
            pieces.append(
                token == begin ? Piece(mark: .begin, text: Self.beginOfCall) : Piece(mark: .end, text: Self.endOfCall))
            start = index + 1
        }
        addText(until: tokens.count)
        return pieces
    }

    private func pieces(of bytes: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        let text = JinjaText(bytes)
        var start = 0
        func next(_ mark: String) -> Int? { text.firstIndex(of: Array(mark.utf8), from: start) }
        while let place = [next(Self.beginOfCall), next(Self.endOfCall)].compactMap(\.self).min() {
            if start < place { pieces.append(Piece(mark: nil, text: text[start..<place].string)) }
            let isBegin = next(Self.beginOfCall) == place
            let mark = isBegin ? Self.beginOfCall : Self.endOfCall
            pieces.append(Piece(mark: isBegin ? .begin : .end, text: mark))
            start = place + mark.utf8.count
        }
        if start < bytes.count { pieces.append(Piece(mark: nil, text: text[start..<bytes.count].string)) }
        return pieces
    }

    private static func call(in text: String) throws(AssistantTurnError) -> ToolCall {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: text, source: "tool call")
        } catch {
            throw .notJSON(error, text: text)
        }
        func malformed(_ reason: String) -> AssistantTurnError { .notACall(reason: reason, text: text) }
        guard let object = value.object else { throw malformed("it is \(value.kind), not an object") }
        if let key = object.firstRepeatedKey { throw malformed("\"\(key)\" is there twice") }
        guard let name = object["name"] else { throw malformed("it has no \"name\"") }
        guard let name = name.string else { throw malformed("its \"name\" is \(name.kind), not a string") }
        guard let arguments = object["arguments"] else { throw malformed("it has no \"arguments\"") }
        guard let arguments = arguments.object else {
            throw malformed("its \"arguments\" are \(arguments.kind), not an object")
        }
        if let other = object.members.first(where: { $0.key != "name" && $0.key != "arguments" }) {
            throw malformed("\"\(other.key)\" is neither \"name\" nor \"arguments\"")
        }
        return ToolCall(name: name, arguments: arguments)
    }
}
