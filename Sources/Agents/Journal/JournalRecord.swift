import Foundations

/// A line of a journal: a sequence number, a checksum, and the event.
///
/// `{"sequence":3,"checksum":"0123456789abcdef","event":{…}}`: the checksum is the XXH64 of the event's bytes as they
/// stand there, seeded with the checksum of the line before. So a line that was changed, moved, left out or taken from
/// another journal is noticed.
struct JournalRecord {
    /// The place in the journal, counted from 1.
    let sequence: Int
    /// The chained checksum.
    let checksum: UInt64
    /// The event as JSON text.
    let event: [UInt8]

    /// The record that follows one with the checksum `previous`; the first follows 0.
    init(sequence: Int, event: [UInt8], after previous: UInt64) {
        self.sequence = sequence
        self.event = event
        checksum = StableHash.xxh64(event, seed: previous &+ UInt64(sequence))
    }

    /// The line, its line feed included.
    var line: [UInt8] {
        Array("{\"sequence\":\(sequence),\"checksum\":\"\(Hexadecimal.text(checksum))\",\"event\":".utf8) + event
            + Array("}\n".utf8)
    }

    /// Reads a line, without its line feed, that should have this place; nil where it is not what was written.
    init?(_ line: [UInt8], sequence: Int, after previous: UInt64) {
        // The event's text stands between a beginning of known length and the closing brace.
        let head = "{\"sequence\":\(sequence),\"checksum\":\"".utf8.count + 16 + "\",\"event\":".utf8.count
        guard line.count > head + 1 else { return nil }
        self.init(sequence: sequence, event: Array(line[head..<line.count - 1]), after: previous)
        guard self.line.dropLast() == line[...] else { return nil }
    }
}
