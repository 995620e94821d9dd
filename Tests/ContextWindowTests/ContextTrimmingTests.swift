import ContextWindow
import Foundations
import Testing
import Tokenization

@Suite("What a context window leaves out")
struct ContextTrimmingTests {
    /// A conversation as it happens: rules, questions, calls with their observations, answers.
    private func randomChat(_ random: inout SplitMix64) -> Chat {
        var messages: [ChatMessage] = []
        if random.next(below: 3) > 0 { messages.append(.system("rules")) }
        for turn in 0...random.next(below: 6) {
            messages.append(.user("question \(turn)" + String(repeating: " word", count: random.next(below: 9))))
            for step in 0..<random.next(below: 4) {
                let call = ToolCall(id: "\(turn).\(step)", name: "read", arguments: ["path": .integer(step)])
                messages.append(.assistant(calling: call))
                messages.append(.tool("text" + String(repeating: " more", count: random.next(below: 9)), of: call))
            }
            if random.next(below: 4) > 0 { messages.append(.assistant("answer \(turn)")) }
        }
        return Chat(messages)
    }

    private func count(_ chat: Chat) -> Int {
        chat.messages.reduce(2) { $0 + 2 + $1.content.split(separator: " ").count + 3 * $1.toolCalls.count }
    }

    @Test("Oldest turns go first, together with what belongs to them, and no more than needed", arguments: 0..<300)
    func properties(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let chat = randomChat(&random)
        let lastUser = try #require(chat.messages.lastIndex { $0.role == .user })
        let capacity = random.next(below: count(chat) + 10)
        let trimming: ContextTrimming
        do {
            trimming = try ContextTrimming(of: chat, capacity: capacity, count: count)
        } catch let error as ContextWindowError {
            guard case .doesNotFit(let tokens, capacity) = error else { throw error }
            #expect(tokens > capacity)
            return
        }
        #expect(count(trimming.kept) == trimming.tokenCount && trimming.tokenCount <= capacity)
        #expect(trimming.isEmpty == (count(chat) <= capacity))
        // Nothing is lost, nothing is put in another order.
        let dropped = Set(trimming.droppedIndices)
        #expect(trimming.droppedIndices == dropped.sorted())
        #expect(trimming.dropped == trimming.droppedIndices.map { chat.messages[$0] })
        #expect(
            trimming.kept.messages
                == chat.messages.indices.filter { !dropped.contains($0) }.map { chat.messages[$0] })
        // What must stay.
        #expect(!dropped.contains(lastUser) && !dropped.contains(chat.messages.count - 1))
        for index in dropped { #expect(chat.messages[index].role != .system) }
        // Calls and their observations.
        var open: String?
        for message in trimming.kept.messages {
            if message.role == .tool {
                #expect(message.toolCallID == open)
                open = nil
            } else {
                #expect(open == nil)
                open = message.toolCalls.first?.id
            }
        }
        // Whole exchanges of the past: the kept rest begins with a question, and what is dropped is older.
        let past = chat.messages.indices.filter { $0 < lastUser && chat.messages[$0].role != .system }
        let keptPast = past.filter { !dropped.contains($0) }
        if let first = keptPast.first { #expect(chat.messages[first].role == .user) }
        #expect(keptPast == Array(past.suffix(keptPast.count)))
        if dropped.contains(where: { $0 > lastUser }) { #expect(keptPast.isEmpty) }
        // One group less would not fit.
        guard let last = trimming.droppedIndices.last else { return }
        var start = last
        while chat.messages[start].role != (last < lastUser ? .user : .assistant) { start -= 1 }
        var more = chat
        more.messages = chat.messages.indices.filter { !dropped.contains($0) || $0 >= start && $0 <= last }.map {
            chat.messages[$0]
        }
        #expect(count(more) > capacity)
    }

    @Test("A conversation that fits is left alone")
    func fits() throws {
        let chat = Chat([.system("rules"), .user("hello")])
        let trimming = try ContextTrimming(of: chat, capacity: 100, count: count)
        #expect(trimming.isEmpty && trimming.kept == chat)
    }

    @Test("What must stay and does not fit is an error with both sizes")
    func tooLong() {
        let chat = Chat([.system("rules"), .user("a"), .assistant("b"), .user("one two three four five six")])
        let error = #expect(throws: ContextWindowError.self) {
            try ContextTrimming(of: chat, capacity: 5, count: count)
        }
        #expect(error == .doesNotFit(tokens: 13, capacity: 5))
        #expect(error.map { "\($0)".contains("13 tokens") && "\($0)".contains("8 tokens or more") } == true)
    }
}
