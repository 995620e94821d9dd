import Foundations
import Tokenization

/// Makes a preference of a JSON object of one of the shapes that are read.
struct PreferenceShape {
    let origin: DocumentOrigin
    private let shape: TranscriptShape

    init(_ origin: DocumentOrigin) {
        self.origin = origin
        shape = TranscriptShape(origin)
    }

    func preference(in value: JSONValue) throws(TranscriptError) -> Preference {
        guard let object = value.object else {
            throw shape.failure(.unknownShape, "it is \(value.kind), not an object")
        }
        if let chosen = object["chosen"], let rejected = object["rejected"] {
            return .pair(try pair(object, chosen, rejected))
        }
        switch object["verdict"]?.string.flatMap(Verdict.init) {
        case .tie, .skip: return .undecided
        case .first, .second, nil: break
        }
        if let label = object["label"] { return .judged(try judged(object, label)) }
        let keys = object.members.prefix(8).map { "\"\($0.key)\"" }.joined(separator: ", ")
        throw shape.failure(
            .unknownShape, "it has neither \"chosen\" and \"rejected\" nor a \"label\", but: \(keys)")
    }

    // MARK: Pairs

    private func pair(
        _ object: JSONObject, _ chosen: JSONValue, _ rejected: JSONValue
    ) throws(TranscriptError) -> PreferencePair {
        var pair: PreferencePair
        if let prompt = try prompt(object) {
            pair = PreferencePair(
                prompt: Chat(prompt), chosen: try answer(chosen, "chosen", after: prompt),
                rejected: try answer(rejected, "rejected", after: prompt), origin: origin)
        } else {
            pair = try parted(try conversation(chosen, "chosen"), try conversation(rejected, "rejected"))
        }
        try complete(&pair.prompt, object)
        if let margin = object["margin"], !margin.isNull {
            guard let number = margin.double, number.isFinite else {
                throw shape.failure(.unknownShape, "its \"margin\" is \(margin.kind), not a number")
            }
            pair.margin = number
        }
        return pair
    }

    /// Two whole conversations with one beginning.
    private func parted(
        _ chosen: [ChatMessage], _ rejected: [ChatMessage]
    ) throws(TranscriptError) -> PreferencePair {
        // The last turn is the answer, though both should end in the same words.
        let most = max(0, min(chosen.count, rejected.count) - 1)
        var shared = 0
        while shared < most, chosen[shared] == rejected[shared] { shared += 1 }
        return PreferencePair(
            prompt: Chat(Array(chosen[..<shared])), chosen: Array(chosen[shared...]),
            rejected: Array(rejected[shared...]), origin: origin)
    }

    // MARK: Judged answers

    private func judged(_ object: JSONObject, _ label: JSONValue) throws(TranscriptError) -> JudgedAnswer {
        guard let isDesirable = label.bool else {
            throw shape.failure(.unknownShape, "its \"label\" is \(label.kind), not true or false")
        }
        var answer: JudgedAnswer
        if let completion = object["completion"] {
            let prompt = try prompt(object) ?? []
            answer = JudgedAnswer(
                prompt: Chat(prompt), answer: try self.answer(completion, "completion", after: prompt),
                isDesirable: isDesirable, origin: origin)
        } else {
            let turns = try prompt(object) ?? []
            answer = JudgedAnswer(
                prompt: Chat(turns.dropLast()), answer: turns.suffix(1), isDesirable: isDesirable, origin: origin)
        }
        try complete(&answer.prompt, object)
        return answer
    }

    // MARK: Parts

    /// The system's rules and the tools that stand beside the turns.
    private func complete(_ chat: inout Chat, _ object: JSONObject) throws(TranscriptError) {
        if let system = try shape.text(object["system"], "system"), !system.isEmpty {
            chat.messages.insert(.system(system), at: 0)
        }
        chat.tools = try ToolList(shape).tools(in: object["tools"])
    }

    /// The turns before the answers, where they stand apart; nil where the answers hold them.
    private func prompt(_ object: JSONObject) throws(TranscriptError) -> [ChatMessage]? {
        for name in ["messages", "conversations"] {
            if let value = object[name] { return try messages(value, name) }
        }
        if let prompt = object["prompt"], !prompt.isNull {
            if let text = prompt.string { return [.user(text)] }
            return try messages(prompt, "prompt")
        }
        guard let instruction = try shape.text(object["instruction"], "instruction") else { return nil }
        let input = try shape.text(object["input"], "input") ?? ""
        return [.user([instruction, input].filter { !$0.isEmpty }.joined(separator: "\n"))]
    }

    /// The turns of an answer: a text, a message, or a list of messages, which may repeat the prompt.
    private func answer(
        _ value: JSONValue, _ name: String, after prompt: [ChatMessage]
    ) throws(TranscriptError) -> [ChatMessage] {
        if let text = value.string { return [.assistant(text)] }
        let turns = try messages(value, name)
        let repeated = turns.count > prompt.count && Array(turns.prefix(prompt.count)) == prompt
        return repeated && !prompt.isEmpty ? Array(turns.dropFirst(prompt.count)) : turns
    }

    /// A whole conversation: a dialogue in one text, or a list of messages.
    private func conversation(_ value: JSONValue, _ name: String) throws(TranscriptError) -> [ChatMessage] {
        if let text = value.string { return try DialogueText(shape).messages(in: text, name) }
        return try messages(value, name)
    }

    /// One message or a list of them, with `role` or with `from`.
    private func messages(_ value: JSONValue, _ name: String) throws(TranscriptError) -> [ChatMessage] {
        guard let turns = value.array ?? value.object.map({ [.object($0)] }) else {
            throw shape.failure(
                .unknownShape, "its \"\(name)\" is \(value.kind), not a text, a message or a list of them")
        }
        if turns.first?["from"] != nil { return try ShareGPTMessages(turns, shape).messages() }
        return try OpenAIMessages(turns, shape).messages()
    }
}
