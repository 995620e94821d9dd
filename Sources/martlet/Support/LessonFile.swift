import Agents
import Foundation
import Foundations

/// Lessons as a file of transcripts.
enum LessonFile {
    /// Writes the conversations 0 to `count` - 1, a line of JSON each.
    ///
    /// - Returns: the bytes of the file.
    static func write(_ count: Int, of lessons: CopyLessons, to url: URL) throws -> Int {
        var bytes: [UInt8] = []
        for index in 0..<count {
            try Interruption.check()
            bytes += TaskTranscript.document(lessons.chat(at: index), includesTools: false).serializedBytes() + [0x0A]
        }
        try bytes.withUnsafeBytes { try AtomicFile.write($0, to: url) }
        return bytes.count
    }
}
