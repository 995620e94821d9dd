import Foundation
import Foundations

/// What a journal's file holds.
struct JournalContent {
    /// The events of the whole records.
    private(set) var events: [AgentEvent] = []
    /// The bytes that the whole records take.
    private(set) var wholeBytes = 0
    /// The bytes after them: of a last record that was not written to its end.
    private(set) var tornBytes = 0
    /// The checksum of the last whole record; 0 where there is none.
    private(set) var lastChecksum: UInt64 = 0

    /// Reads the file.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    init(_ url: URL) throws {
        try MappedFile(url).withBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                guard let length = rest.firstIndex(of: UInt8(ascii: "\n")) else { break }
                let line = events.count + 1
                guard let record = JournalRecord(Array(rest[..<length]), sequence: line, after: lastChecksum) else {
                    // Only what nothing follows can have been cut short.
                    if start + length + 1 == bytes.count { break }
                    throw JournalError.damaged(
                        path: url.path, line: line, reason: "its checksum or sequence number is wrong")
                }
                events.append(try Self.event(record, url, line))
                lastChecksum = record.checksum
                start += length + 1
            }
            wholeBytes = start
            tornBytes = bytes.count - start
        }
    }

    private static func event(_ record: JournalRecord, _ url: URL, _ line: Int) throws -> AgentEvent {
        do {
            return try AgentEvent(JSONValue(parsing: record.event, source: url.path, firstLine: line))
        } catch {
            throw JournalError.unreadable(path: url.path, line: line, reason: "\(error)")
        }
    }
}
