import ArgumentParser
import ContextWindow
import Foundation
import Generation
import LanguageModels
import Tokenization

/// A conversation between a person and a model.
final class ChatSession {
    private let model: any LanguageModel
    private let sampling: SamplingOptions
    private let maximumTokens: Int?
    private let display: ChatDisplay
    private var conversation: Conversation
    /// The file that holds this conversation and may be replaced.
    private var ownFile: String?

    init(
        model: any LanguageModel, sampling: SamplingOptions, maximumTokens: Int?, display: ChatDisplay,
        conversation: Conversation, ownFile: String? = nil
    ) {
        self.model = model
        self.sampling = sampling
        self.maximumTokens = maximumTokens
        self.display = display
        self.conversation = conversation
        self.ownFile = ownFile
    }

    /// Tokens that the conversation leaves in the context; nil where they cannot be told.
    var tokensLeft: Int? {
        guard let size = model.contextSize, let used = try? model.tokenCount(of: conversation.chat) else { return nil }
        return ContextUse(used: used, capacity: size).left
    }

    /// What stands before each line.
    var prompt: String { tokensLeft.map { "\($0) tokens left> " } ?? "> " }

    /// Whether the last message waits for an answer.
    var awaitsReply: Bool { conversation.awaitsReply }

    /// Does what a line says; false when the conversation is over.
    func take(_ input: ChatInput) async throws -> Bool {
        switch input {
        case .nothing: break
        case .message(let text):
            conversation.append(.user(text))
            try await reply()
        case .system(let text?):
            conversation.system = text
            display.note("The model is given these rules from now on.")
        case .system(nil): display.note(conversation.system ?? "There are no rules; /system TEXT sets some.")
        case .undo:
            let messages = conversation.undo()
            display.note(
                messages.isEmpty
                    ? "There is nothing to take back."
                    : (["Taken back:"] + messages.map { "  \(ChatDisplay.summary($0))" }).joined(separator: "\n"))
        case .save(let path): try save(path)
        case .help: display.note(ChatInput.commands)
        case .quit: return false
        case .mistake(let text): throw CommandFailure(text)
        }
        return true
    }

    /// Lets the model take the next turn. Where it cannot, the user's last message is taken back.
    func reply() async throws {
        do {
            try makeRoom()
            let request = ModelRequest(conversation.chat, sampling: sampling, maximumTokens: maximumTokens)
            // At a terminal it is watched for all the time; elsewhere, waiting for input must end by it.
            if display.style != .terminal { ReplyInterrupt.watch() }
            defer { if display.style != .terminal { ReplyInterrupt.unwatch() } }
            let response = try await ReplyInterrupt.run { [model, display] in
                try await model.respond(to: request) { display.piece($0) }
            }
            let isEmpty = response.message.content.isEmpty && response.message.toolCalls.isEmpty
            if !isEmpty { conversation.append(response.message) }
            display.finish(response, tokensLeft: tokensLeft)
            try conclude(response, isEmpty: isEmpty)
        } catch {
            if conversation.awaitsReply { conversation.undo() }
            throw error
        }
    }

    private func conclude(_ response: ModelResponse, isEmpty: Bool) throws {
        switch response.ending {
        case .finished: break
        case .length:
            let limit = maximumTokens.map { $0 <= response.outputTokens } ?? false
            display.note(limit ? "[cut at \(response.outputTokens) tokens]" : "[cut: the context is full]")
        case .cancelled:
            // At the end of a pipe there is nobody who could go on.
            if display.style != .terminal { throw ExitCode(Interruption.exitStatus) }
            display.note(isEmpty ? "[stopped before a word; your message is taken back]" : "[stopped]")
        }
        if isEmpty { conversation.undo() }
    }

    /// Hides the oldest turns where the conversation no longer fits, and says so before.
    private func makeRoom() throws {
        guard let size = model.contextSize else { return }
        let reserve = max(1, min(maximumTokens ?? .max, size / 4))
        let count = { [model] (chat: Chat) throws -> Int in try model.tokenCount(of: chat) ?? 0 }
        let trimming = try conversation.trimming(to: size - reserve, count: count)
        guard !trimming.isEmpty else { return }
        display.announce(
            trimming.dropped, tokens: try count(conversation.chat), capacity: size - reserve, reserve: reserve)
        conversation.hide(trimming)
    }

    private func save(_ path: String) throws {
        guard conversation.messages.contains(where: { $0.role == .assistant }) else {
            throw CommandFailure("there is nothing to save yet: the model has said nothing")
        }
        if path != ownFile, FileManager.default.fileExists(atPath: path) {
            throw CommandFailure("\(path) is there already; give another name")
        }
        try TranscriptFile.write(conversation.messages, to: path)
        ownFile = path
        display.note("Saved \(conversation.messages.count) messages in \(path).")
    }
}
