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
    static func value(_ message: ChatMessage) -> JSONValue { message.transcriptValue }
}
