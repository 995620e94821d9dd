public import Foundation
public import Foundations

/// The growing list of a run's records, one JSON object a line.
public final class MetricsLog {
    private let file: URL
    private let descriptor: Int32

    /// Opens the log for a run that goes on after `step` steps: what later steps had recorded is cut off, and at a run's
    /// beginning everything, as what is measured before the first step is measured again.
    ///
    /// - Throws: `FileError`, or ``RunFolderError/damaged(file:reason:)`` where a line in the middle is no record.
    public init(_ file: URL, continuingAfter step: Int) throws {
        let existing = try Self.read(file)
        let kept = existing.records.filter { step > 0 && $0.step <= step }
        if kept.count < existing.records.count || existing.hasTornLine {
            try AtomicFile.write(kept.map(Self.line).joined(), to: file)
        }
        self.file = file
        descriptor = open(file.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("open", file) }
    }

    deinit { close(descriptor) }

    /// Adds a record.
    ///
    /// - Throws: `FileError`.
    public func append(_ record: MetricsRecord) throws(FileError) {
        let bytes = Array(Self.line(record).utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("write", file) }
            written += count
        }
    }

    /// Brings everything recorded so far to the disk.
    public func synchronize() {
        fsync(descriptor)
    }

    /// The records in `file`; none where there is no file. A last line that a crash cut short is left out.
    public static func records(in file: URL) throws -> [MetricsRecord] {
        try read(file).records
    }

    private static func read(_ file: URL) throws -> (records: [MetricsRecord], hasTornLine: Bool) {
        guard FileManager.default.fileExists(atPath: file.path) else { return ([], false) }
        return try MappedFile(file).withBytes { bytes in
            var records: [MetricsRecord] = []
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where !line.isEmpty {
                let isLast = index == lines.count - 1
                let json = try? JSONValue(
                    parsing: UnsafeRawBufferPointer(rebasing: line), source: file.path, firstLine: index + 1)
                if !isLast, let record = json.flatMap(MetricsRecord.init) {
                    records.append(record)
                } else if isLast {
                    return (records, true)
                } else {
                    throw RunFolderError.damaged(
                        file: file.path, reason: "line \(index + 1) is no record of a training run")
                }
            }
            return (records, false)
        }
    }

    private static func line(_ record: MetricsRecord) -> String {
        record.json.serialized() + "\n"
    }
}
