import Corpus
import Foundation
import Foundations
import Tokenization

/// Conversations as files: JSON Lines, as `TranscriptReader` reads them.
enum TranscriptFile {
    /// The one conversation of a file.
    static func read(_ path: String) throws -> Chat {
        let transcripts = try TranscriptReader().read([URL(filePath: path)]).transcripts
        guard let transcript = transcripts.first, transcripts.count == 1 else {
            throw CommandFailure(
                "\(path) holds \(transcripts.count) conversations; give a file with the one to go on with")
        }
        return transcript.chat
    }

    /// Writes a conversation, whole or not at all.
    static func write(_ messages: [ChatMessage], to path: String) throws {
        let line = JSONValue.object(["messages": .array(messages.map(value))]).serialized()
        try AtomicFile.write(line + "\n", to: URL(filePath: path))
    }

    /// A message in the shape that OpenAI's have.
    static func value(_ message: ChatMessage) -> JSONValue {
        var members: JSONObject = ["role": .string(message.role.rawValue), "content": .string(message.content)]
        if !message.toolCalls.isEmpty {
            members["tool_calls"] = .array(
                message.toolCalls.map { call in
                    var members: JSONObject = ["type": "function"]
                    members["id"] = call.id.map { .string($0) }
                    members["function"] = ["name": .string(call.name), "arguments": .object(call.arguments)]
                    return .object(members)
                })
        }
        members["name"] = message.toolName.map { .string($0) }
        members["tool_call_id"] = message.toolCallID.map { .string($0) }
        return .object(members)
    }
}
