package import Foundation
package import Foundations
import Tokenization

/// Reads prompts: JSON Lines or one JSON array, or plain text with a prompt a line.
///
/// An object is `{"prompt": …}` with a text or a list of messages, or a transcript in any ``TranscriptFormat``, of which
/// what stands before the assistant's last turn is the prompt. In a file whose name ends with `.txt`, every line that is
/// not empty is one.
package struct PromptReader: Sendable {
    /// The rules that go before prompts without rules of their own.
    package let system: String?

    package init(system: String? = nil) {
        self.system = system
    }

    /// The prompts of a file.
    ///
    /// - Throws: ``TranscriptError`` for the first one that is none, with file and line; `FileError` where the file cannot
    ///   be read.
    package func read(_ file: URL) throws -> [Prompt] {
        var prompts: [Prompt] = []
        try MappedFile(file).withBytes { bytes in
            var scanner = TranscriptScanner(bytes, path: file.path, isText: file.pathExtension == "txt")
            while let item = scanner.next() {
                let item = try item.get()
                let origin = DocumentOrigin(path: file.path, line: item.line)
                let value: JSONValue
                if scanner.isText {
                    value = ["prompt": .string(try Self.line(item.bytes, origin))]
                } else {
                    value = try TranscriptReader.json(item, path: file.path)
                }
                prompts.append(try prompt(in: value, at: origin))
            }
        }
        return prompts
    }

    /// The prompt of a JSON object.
    package func prompt(in value: JSONValue, at origin: DocumentOrigin) throws(TranscriptError) -> Prompt {
        let shape = TranscriptShape(origin)
        var chat = try conversation(in: value, shape)
        guard chat.tools.isEmpty else {
            throw shape.failure(.unknownShape, "it has tools: answers that may call them are no texts to compare")
        }
        while chat.messages.last?.role == .assistant { chat.messages.removeLast() }
        guard let last = chat.messages.last, last.role != .system else {
            throw shape.failure(.nothingToAnswer, "nobody asks anything")
        }
        guard !last.content.utf8.allSatisfy(\.isWhiteSpace) else {
            throw shape.failure(.nothingToAnswer, "what is asked is empty")
        }
        if let system, chat.messages.first?.role != .system { chat.messages.insert(.system(system), at: 0) }
        return Prompt(chat: chat, origin: origin)
    }

    private func conversation(in value: JSONValue, _ shape: TranscriptShape) throws(TranscriptError) -> Chat {
        guard var object = value.object, let prompt = object["prompt"], !prompt.isNull else {
            // An instruction may still be without its answer.
            guard var object = value.object, object["instruction"] != nil else { return try shape.chat(in: value) }
            if object["output"]?.isNull ?? true { object["output"] = "" }
            return try shape.chat(in: .object(object))
        }
        if let text = prompt.string {
            var chat = Chat([.user(text)])
            if let system = try shape.text(object["system"], "system"), !system.isEmpty {
                chat.messages.insert(.system(system), at: 0)
            }
            return chat
        }
        guard prompt.array != nil else {
            throw shape.failure(.unknownShape, "its \"prompt\" is \(prompt.kind), neither a text nor messages")
        }
        object["messages"] = prompt
        object["conversations"] = nil
        object["instruction"] = nil
        return try shape.chat(in: .object(object))
    }

    private static func line(
        _ bytes: UnsafeRawBufferPointer, _ origin: DocumentOrigin
    ) throws(TranscriptError) -> String {
        var bytes = bytes[...]
        while let last = bytes.last, last.isWhiteSpace { bytes.removeLast() }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw TranscriptError(.unknownShape, at: origin, "it is not UTF-8 text")
        }
        return text
    }
}
