package import Foundation
import Foundations

/// Reads files of JSON Lines, and the `.jsonl` files of a folder.
package enum DataFile {
    /// What `read` makes of each line that is not empty.
    ///
    /// - Throws: ``EvaluationDataError`` with file and line, `FileError` where the file cannot be read.
    package static func records<Record>(
        of url: URL, _ read: (DataRecord) throws(EvaluationDataError) -> Record
    ) throws -> [Record] {
        let records = try MappedFile(url).withBytes { bytes in
            var records: [Record] = []
            for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
                guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
                records.append(try read(record(UnsafeRawBufferPointer(rebasing: line), url.path, line: index + 1)))
            }
            return records
        }
        guard !records.isEmpty else { throw EvaluationDataError(path: url.path, reason: "the file has no records") }
        return records
    }

    /// The file itself, or the `.jsonl` files of a folder in the order of their names.
    package static func files(at url: URL) throws -> [URL] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            return [url]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".jsonl") }
        guard !names.isEmpty else {
            throw EvaluationDataError(path: url.path, reason: "there are no .jsonl files in it")
        }
        return names.sorted().map { url.appending(path: $0) }
    }

    private static func record(
        _ bytes: UnsafeRawBufferPointer, _ path: String, line: Int
    ) throws(EvaluationDataError) -> DataRecord {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, source: path, firstLine: line)
        } catch {
            throw EvaluationDataError(
                path: path, line: line, reason: "not valid JSON: column \(error.column): \(error.reason)")
        }
        guard let object = value.object else {
            throw EvaluationDataError(path: path, line: line, reason: "it is \(value.kind), not an object")
        }
        return DataRecord(path: path, line: line, object: object)
    }
}
