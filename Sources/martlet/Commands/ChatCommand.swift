import ArgumentParser
import ContextWindow
import Foundation
import LanguageModels
import Tokenization
import Transformer

/// `martlet chat`: a conversation with a model.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with a model.",
        usage: "martlet chat <model> [<options>]",
        discussion: """
            The model must have a chat template; 'martlet train sft' gives it one. Each prompt shows how many tokens of \
            the context are left. When the conversation no longer fits, the oldest exchanges are left out, and what \
            that is is said before; /save keeps them all the same.

            Ctrl-C stops a reply; at the prompt it clears the line. Ctrl-D ends. /help lists the commands.

            Without a terminal, each line of standard input is a message or a command, and the replies go to standard \
            output, all else to standard error; the first failure ends the command with status 1. With --json, every \
            reply is an object on a line of its own, and so is every note.

            EXAMPLES:
              martlet chat runs/assistant
              martlet chat runs/assistant --system "Answer in one sentence."
              martlet chat runs/assistant --transcript talk.jsonl
              echo "What is 2 + 2?" | martlet chat runs/assistant --temperature 0
            """
    )

    @OptionGroup var source: ModelOption

    @Option(help: ArgumentHelp("The rules that the model is given.", valueName: "text"))
    var system: String?

    @Option(help: ArgumentHelp("Go on with the conversation of this file.", valueName: "file"), completion: .file())
    var transcript: String?

    @Option(help: ArgumentHelp("The most tokens of a reply; as many as fit by default.", valueName: "n"))
    var maxTokens: Int?

    @OptionGroup var sampling: SamplingOption

    @Flag(help: "Print every reply and every note as JSON on a line.")
    var json = false

    func validate() throws {
        if let maxTokens, maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
    }

    func run() async throws {
        let isInteractive = Terminal.isInteractive && !json
        let display = ChatDisplay(style: json ? .json : isInteractive ? .terminal : .plain)
        let files = try source.files()
        let model = try LocalLanguageModel(
            files: files, name: URL(filePath: source.model).standardizedFileURL.lastPathComponent,
            device: source.device(), precision: source.precision(of: files))
        let chat = try transcript.map { try TranscriptFile.read($0) } ?? Chat()
        if !chat.tools.isEmpty {
            display.note("The \(chat.tools.count) tools of the transcript are left out: no tool is run here.")
        }
        var conversation = Conversation(chat.messages)
        if let system { conversation.system = system }
        let session = ChatSession(
            model: model, sampling: sampling.options, maximumTokens: maxTokens, display: display,
            conversation: conversation, ownFile: chat.tools.isEmpty ? transcript : nil)
        if isInteractive {
            ReplyInterrupt.watch()
            let size = model.configuration.maximumPositions
            display.note("\(model.name), a context of \(size) tokens. /help lists the commands, Ctrl-D ends.")
            await talk(session, display)
        } else {
            try await answer(session)
        }
    }

    /// A conversation at a terminal: failures are told, and it goes on.
    private func talk(_ session: ChatSession, _ display: ChatDisplay) async {
        defer { Terminal.restore() }
        let editor = LineEditor(InputBytes())
        var goesOn = true
        while goesOn {
            do {
                if session.awaitsReply {
                    try await session.reply()
                    continue
                }
                switch await InputWait.blocking({ [prompt = session.prompt] in editor.read(prompt: prompt) }) {
                case .line(let line): goesOn = try await session.take(ChatInput(line))
                case .interrupted(hadText: true): break
                case .interrupted(hadText: false): display.note("Ctrl-D or /quit ends the conversation.")
                case .end: goesOn = false
                }
            } catch {
                display.note("Error: \(error)")
            }
        }
    }

    /// Lines from a pipe or a file: the first failure ends it.
    private func answer(_ session: ChatSession) async throws {
        if session.awaitsReply { try await session.reply() }
        let input = InputBytes()
        var number = 0
        while let line = await InputWait.blocking({ input.line() }) {
            number += 1
            guard let text = String(validating: line, as: UTF8.self) else {
                throw CommandFailure("line \(number) of standard input is not UTF-8 text")
            }
            guard try await session.take(ChatInput(text)) else { return }
        }
    }
}
