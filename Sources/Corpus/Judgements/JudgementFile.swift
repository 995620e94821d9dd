package import Foundation
import Foundations

/// A file of judgements: every one is on the disk before the next is asked for.
///
/// Lines are only ever added at the end, or taken back from there, so that whatever interrupts the program, no more is
/// lost than the line that was being written.
package final class JudgementFile {
    /// The file.
    package let url: URL
    /// What its lines say.
    package private(set) var records: [JudgementRecord] = []
    /// Whether a last line was found that a kill had cut short; it is gone.
    package private(set) var wasCutShort = false

    private let descriptor: Int32
    /// Where each line begins.
    private var starts: [Int] = []
    /// Where the next one will begin.
    private var end = 0

    /// Opens a file, or makes one.
    ///
    /// - Throws: ``JudgementFileError``, `FileError`.
    package init(_ url: URL) throws {
        self.url = url
        let isNew = !FileManager.default.fileExists(atPath: url.path)
        descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("open", url) }
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw JudgementFileError.inUse(path: url.path) }
            try readLines()
            if isNew { Self.synchronizeFolder(of: url) }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// Adds a judgement; when this returns, it survives a power failure.
    package func append(_ judgement: Judgement) throws {
        let start = end
        do {
            try write(judgement.json.serialized() + "\n")
        } catch {
            // Half a line would spoil the next one.
            ftruncate(descriptor, off_t(start))
            end = start
            throw error
        }
        starts.append(start)
        records.append(JudgementRecord(judgement.json, at: DocumentOrigin(path: url.path, line: starts.count)))
    }

    /// Takes the last line back; nil where there is none.
    package func removeLast() throws -> JudgementRecord? {
        guard let start = starts.last else { return nil }
        guard ftruncate(descriptor, off_t(start)) == 0, fsync(descriptor) == 0 else { throw FileError("write", url) }
        starts.removeLast()
        end = start
        return records.removeLast()
    }

    private func readLines() throws {
        let bytes = try MappedFile(url).withBytes { [UInt8]($0) }
        var position = 0
        var number = 0
        while position < bytes.count {
            number += 1
            let stop = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
            defer { position = stop + 1 }
            let line = bytes[position..<stop]
            if line.allSatisfy(\.isWhiteSpace) { continue }
            do {
                let value = try JSONValue(parsing: Array(line), source: url.path, firstLine: number)
                guard value.object != nil else {
                    throw JudgementFileError.notJSON(path: url.path, line: number, reason: "it is \(value.kind)")
                }
                records.append(JudgementRecord(value, at: DocumentOrigin(path: url.path, line: number)))
                starts.append(position)
            } catch let error as JSONError {
                guard stop == bytes.count else {
                    throw JudgementFileError.notJSON(
                        path: url.path, line: number, reason: "column \(error.column): \(error.reason)")
                }
                guard ftruncate(descriptor, off_t(position)) == 0 else { throw FileError("write", url) }
                wasCutShort = true
                end = position
                return
            }
        }
        end = bytes.count
        if let last = bytes.last, last != 0x0A { try write("\n") }
    }

    private func write(_ text: String) throws(FileError) {
        let writer = FileWriter(descriptor: descriptor, reportingAs: url)
        try writer.write(text)
        try writer.flush()
        guard fsync(descriptor) == 0 else { throw FileError("write", url) }
        end += text.utf8.count
    }

    /// Makes the new name itself survive a power failure.
    private static func synchronizeFolder(of url: URL) {
        let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}
