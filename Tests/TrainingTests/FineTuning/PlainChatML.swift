import Foundations
import Tokenization
import Training

/// The standard template and its mask, written down by hand: what is the assistant's carries loss, nothing else.
struct PlainChatML {
    let tokenizer: Tokenizer

    /// The example of a conversation whose tool calls have one argument, a string without anything to escape.
    func example(_ chat: Chat) -> FineTuneExample {
        var tokens: [Int32] = []
        var marks: [Bool] = []
        func add(_ new: [Int32?], _ isTrained: Bool) {
            tokens += new.map { $0 ?? -1 }
            marks += new.map { _ in isTrained }
        }
        let names = chat.tools.map(\.name).joined(separator: " ")
        if !names.isEmpty && chat.messages.first?.role != .system {
            add(
                [special("<|im_start|>")] + text("system\ntools: " + names) + [special("<|im_end|>")] + text("\n"),
                false)
        }
        for (index, message) in chat.messages.enumerated() {
            if message.role == .assistant {
                add([special("<|im_start|>")] + text("assistant\n"), false)
                add(turn(message), true)
                add(text("\n"), false)
                continue
            }
            var content = message.content
            if index == 0, message.role == .system, !names.isEmpty {
                content += (content.isEmpty ? "" : "\n") + "tools: " + names
            }
            add([special("<|im_start|>")] + text("\(message.role.rawValue)\n" + content), false)
            add([special("<|im_end|>")] + text("\n"), false)
        }
        // What follows the last turn of the assistant teaches nothing.
        let end = (marks.lastIndex(of: true) ?? -1) + 1
        return FineTuneExample(tokens: Array(tokens[..<end]), isTrained: Array(marks[..<end]))
    }

    /// What the assistant writes: its text, its calls, and the end of its turn.
    private func turn(_ message: ChatMessage) -> [Int32?] {
        var tokens: [Int32?] = []
        var before = message.content
        for call in message.toolCalls {
            if !before.isEmpty { before += "\n" } else if !tokens.isEmpty { before = "\n" }
            tokens += text(before) + [special("<tool_call>")]
            let arguments = call.arguments.members.map { "\"\($0.key)\": \"\($0.value.string ?? "")\"" }
            tokens += text("\n{\"name\": \"\(call.name)\", \"arguments\": {\(arguments.joined(separator: ", "))}}\n")
            tokens += [special("</tool_call>")]
            before = ""
        }
        return tokens + text(before) + [special("<|im_end|>")]
    }

    private func text(_ text: String) -> [Int32?] { text.isEmpty ? [] : tokenizer.encode(text) }
    private func special(_ text: String) -> Int32? { tokenizer.specialToken(text) }
}
