import ContextWindow
import Testing
import Tokenization

@Suite("A conversation that goes on")
struct ConversationTests {
    private func count(_ chat: Chat) -> Int { chat.messages.count }

    @Test("What is hidden from the model stays in the record, and only the last exchange is taken back")
    func hiding() throws {
        var conversation = Conversation([.system("rules")])
        for turn in 0..<4 {
            conversation.append(.user("question \(turn)"))
            #expect(conversation.awaitsReply)
            conversation.append(.assistant("answer \(turn)"))
            #expect(!conversation.awaitsReply)
        }
        conversation.append(.user("question 4"))
        for capacity in [8, 4] {
            let trimming = try conversation.trimming(to: capacity, count: count)
            conversation.hide(trimming)
            #expect(conversation.chat == trimming.kept)
        }
        #expect(conversation.chat.messages.map(\.content) == ["rules", "question 3", "answer 3", "question 4"])
        #expect(conversation.messages.count == 10)
        #expect(conversation.undo() == [.user("question 4")])
        #expect(conversation.undo().map(\.content) == ["question 3", "answer 3"])
        #expect(conversation.chat.messages == [.system("rules")] && conversation.messages.count == 7)
    }

    @Test("Rules are replaced, added and removed")
    func system() {
        var conversation = Conversation([.user("hello")])
        #expect(conversation.system == nil)
        conversation.system = "one"
        conversation.system = "two"
        #expect(conversation.messages == [.system("two"), .user("hello")])
        conversation.system = nil
        #expect(conversation.messages == [.user("hello")])
        #expect(conversation.undo().count == 1 && conversation.undo().isEmpty)
    }
}
