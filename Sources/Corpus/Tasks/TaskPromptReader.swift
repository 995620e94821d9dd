public import Foundation
import Foundations
import Tokenization

/// Reads prompts from JSON Lines or from a file that is one JSON array.
///
/// Each is an object with `prompt`, a text or a list of messages with `role` and `content` (or `messages` in its place),
/// and beside it, where they are needed, `answer` (any JSON), `system` and `tools`.
public struct TaskPromptReader: Sendable {
    /// Whether bad prompts are left out and counted; else the first one is thrown.
    public let skippingBad: Bool
    /// Whether a prompt without an answer is bad.
    public let needsAnswer: Bool

    /// A reader.
    public init(skippingBad: Bool = false, needsAnswer: Bool = false) {
        self.skippingBad = skippingBad
        self.needsAnswer = needsAnswer
    }

    /// All prompts of some files.
    ///
    /// - Throws: ``TranscriptError`` for the first bad one, unless they are skipped; ``CorpusError/compressed(path:)`` for a
    ///   compressed file; `FileError` where a file cannot be read.
    public func read(_ files: [URL]) throws -> TaskPromptSet {
        var set = TaskPromptSet()
        for file in files { try read(file, into: &set) }
        return set
    }

    private func read(_ file: URL, into set: inout TaskPromptSet) throws {
        try MappedFile(file).withBytes { bytes in
            guard !bytes.starts(with: [0x1F, 0x8B]) else { throw CorpusError.compressed(path: file.path) }
            var scanner = TranscriptScanner(bytes, path: file.path)
            while let item = scanner.next() {
                do throws(TranscriptError) {
                    set.prompts.append(try prompt(item.get(), file.path))
                } catch {
                    guard skippingBad else { throw error }
                    set.refused.append(error)
                }
            }
        }
    }

    private func prompt(_ item: TranscriptScanner.Item, _ path: String) throws(TranscriptError) -> TaskPrompt {
        let origin = DocumentOrigin(path: path, line: item.line)
        let value = try TranscriptReader.json(item, path: path)
        let shape = TranscriptShape(origin)
        guard let object = value.object else {
            throw shape.failure(.unknownShape, "it is \(value.kind), not an object")
        }
        let content = try content(object, shape)
        let answer = object["answer"].flatMap { $0.isNull ? .none : $0 }
        if needsAnswer, answer == nil {
            throw shape.failure(.missingAnswer, "it has no \"answer\", with which the reward compares")
        }
        return TaskPrompt(content, answer: answer, origin: origin)
    }

    private func content(_ object: JSONObject, _ shape: TranscriptShape) throws(TranscriptError) -> TaskPrompt.Content {
        guard let asked = object["prompt"] ?? object["messages"] else {
            let keys = object.members.prefix(8).map { "\"\($0.key)\"" }.joined(separator: ", ")
            throw shape.failure(.unknownShape, "it has no \"prompt\", but: \(keys)")
        }
        let system = try shape.text(object["system"], "system") ?? ""
        let tools = try ToolList(shape).tools(in: object["tools"])
        var messages: [ChatMessage] = []
        if let text = asked.string {
            guard !text.isEmpty else { throw shape.failure(.nothingToAnswer, "its \"prompt\" is empty") }
            if system.isEmpty, tools.isEmpty { return .text(text) }
            messages = [.user(text)]
        } else {
            guard let turns = asked.array else {
                throw shape.failure(
                    .unknownShape, "its \"prompt\" is \(asked.kind), not a text or a list of messages")
            }
            messages = try OpenAIMessages(turns, shape).messages()
            guard let last = messages.last else { throw shape.failure(.nothingToAnswer, "its \"prompt\" is empty") }
            guard last.role != .assistant, last.role != .system else {
                throw shape.failure(
                    .nothingToAnswer, "its last turn is the \(last.role.rawValue)'s: there is nothing to answer")
            }
        }
        if !system.isEmpty { messages.insert(.system(system), at: 0) }
        return .chat(Chat(messages, tools: tools))
    }
}
