import Foundation
import Foundations

/// The files of a checkpoint with their sizes and hashes, to tell a whole checkpoint from a damaged one.
struct CheckpointInventory: Sendable, Hashable {
    /// One file.
    struct Entry: Sendable, Hashable {
        /// Path below the checkpoint.
        let path: String
        /// Size.
        let bytes: Int
        /// XXH64 of the content.
        let hash: UInt64
    }

    /// The file that holds the inventory, and is no part of it.
    static let stateName = "state.json"

    /// The files, by path.
    let entries: [Entry]

    /// Takes stock of a folder.
    init(of folder: URL) throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        var entries: [Entry] = []
        for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where path != Self.stateName {
            let url = folder.appending(path: path)
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
            if isFolder.boolValue { continue }
            let file = try MappedFile(url)
            entries.append(
                Entry(path: path, bytes: file.count, hash: file.withBytes { StableHash.xxh64($0) }))
        }
        self.entries = entries
    }

    /// Reads the list in `state.json`; nil where it is no such list.
    init?(_ json: JSONValue?) {
        guard let elements = json?.array else { return nil }
        var entries: [Entry] = []
        for element in elements {
            guard let path = element["path"]?.string, let bytes = element["bytes"]?.int,
                let hash = element["xxh64"]?.string.flatMap({ UInt64($0, radix: 16) })
            else { return nil }
            entries.append(Entry(path: path, bytes: bytes, hash: hash))
        }
        self.entries = entries
    }

    /// The list for `state.json`.
    var json: JSONValue {
        .array(
            entries.map { entry in
                let digits = String(entry.hash, radix: 16)
                let hash = String(repeating: "0", count: 16 - digits.count) + digits
                return ["path": .string(entry.path), "bytes": .integer(entry.bytes), "xxh64": .string(hash)]
            })
    }

    /// Brings every file and every folder to the disk.
    func synchronize(in folder: URL) throws(FileError) {
        var folders: Set<String> = [folder.path]
        for entry in entries {
            let url = folder.appending(path: entry.path)
            folders.insert(url.deletingLastPathComponent().path)
            let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileError("open", url) }
            let failed = fsync(descriptor) != 0
            let failure = FileError("write", url)
            close(descriptor)
            if failed { throw failure }
        }
        for path in folders { Self.synchronize(URL(filePath: path)) }
    }

    /// Makes the names in a folder survive a power failure.
    static func synchronize(_ folder: URL) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
