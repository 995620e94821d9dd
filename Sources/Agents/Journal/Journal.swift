public import Foundation
import Foundations

/// What happened in a run: an append-only file, one record a line, that survives a crash at any moment.
///
/// A last record that is not whole was never acted on: it is left out on reading and cut off on writing. Anything else
/// that is not what was written is an error. The file grows by what happens, never by what is already there.
public final class Journal {
    /// The file.
    public let url: URL
    /// The events so far.
    public private(set) var eventCount: Int
    private let descriptor: Int32
    private let synchronizes: Bool
    private var checksum: UInt64
    private var isBroken = false
    /// Tests only: told before each part of what is done to add a record; a process may be killed there.
    private let faults: ((String) -> Void)?

    /// Opens the journal for writing, held against other processes, and gives what it holds.
    ///
    /// - Parameters:
    ///   - synchronizes: false leaves it to the system when records reach the disk: for measuring what that costs.
    ///   - inUse: what is thrown where another process holds it.
    /// - Throws: ``JournalError``, or `FileError`.
    public static func open(
        _ url: URL, synchronizes: Bool = true, inUse: JournalError? = nil
    ) throws -> (journal: Journal, events: [AgentEvent], cutBytes: Int) {
        try open(url, synchronizes: synchronizes, inUse: inUse, faults: nil)
    }

    package static func open(
        _ url: URL, synchronizes: Bool, inUse: JournalError?, faults: ((String) -> Void)?
    ) throws -> (journal: Journal, events: [AgentEvent], cutBytes: Int) {
        let descriptor = Foundation.open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("open", url) }
        do {
            guard try BriefWait.until({ try lock(descriptor, url) }) else {
                throw inUse ?? JournalError.inUse(path: url.path)
            }
            let content = try JournalContent(url)
            if content.tornBytes > 0 {
                guard ftruncate(descriptor, off_t(content.wholeBytes)) == 0, fsync(descriptor) == 0 else {
                    throw FileError("cut", url)
                }
            }
            guard lseek(descriptor, 0, SEEK_END) >= 0 else { throw FileError("open", url) }
            let journal = Journal(
                url, descriptor, synchronizes: synchronizes, eventCount: content.events.count,
                checksum: content.lastChecksum, faults: faults)
            return (journal, content.events, content.tornBytes)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Takes the lock; false where somebody has it.
    private static func lock(_ descriptor: Int32, _ url: URL) throws(FileError) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            guard errno == EINTR else { throw FileError("lock", url) }
        }
        return true
    }

    /// What a journal holds, without touching it.
    ///
    /// - Throws: ``JournalError``, or `FileError`.
    public static func events(in url: URL) throws -> [AgentEvent] { try JournalContent(url).events }

    private init(
        _ url: URL, _ descriptor: Int32, synchronizes: Bool, eventCount: Int, checksum: UInt64,
        faults: ((String) -> Void)?
    ) {
        self.url = url
        self.descriptor = descriptor
        self.synchronizes = synchronizes
        self.eventCount = eventCount
        self.checksum = checksum
        self.faults = faults
    }

    deinit { close(descriptor) }

    /// Adds an event, and brings it to the disk where it must be there before anything else happens.
    ///
    /// - Throws: `FileError`; after a failure nothing is written any more.
    public func append(_ event: AgentEvent) throws {
        guard !isBroken else { throw JournalError.closed(path: url.path) }
        let record = JournalRecord(
            sequence: eventCount + 1, event: event.json.serializedBytes(), after: checksum)
        do {
            try write(record.line)
            faults?("synchronize")
            if synchronizes, event.mustReachDisk, fdatasync(descriptor) != 0 { throw FileError("write", url) }
        } catch {
            isBroken = true
            throw error
        }
        eventCount += 1
        checksum = record.checksum
        faults?("go on")
    }

    private func write(_ bytes: [UInt8]) throws {
        if let faults {
            // In two pieces, so that a test can stop between them.
            faults("write")
            try writeThrough(Array(bytes.prefix(bytes.count / 2)))
            faults("write the rest")
            try writeThrough(Array(bytes.dropFirst(bytes.count / 2)))
        } else {
            try writeThrough(bytes)
        }
    }

    private func writeThrough(_ bytes: [UInt8]) throws {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", url) }
            written += count
        }
    }
}
