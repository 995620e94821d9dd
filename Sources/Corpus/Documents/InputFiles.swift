import Foundation
import Foundations

/// The files that the inputs of a corpus hold, in the order in which they are read.
///
/// Inputs come in the order in which they were named, the files of a folder in the byte order of their paths. In folders,
/// names that begin with a dot and the folders of ``skippedFolders`` are passed over, as are files of unknown kinds; what
/// was passed over is counted. Links are followed; what can be reached on two ways is read once.
public struct InputFiles: Sendable {
    /// The files.
    public private(set) var files: [InputFile] = []
    /// What was passed over, and how often: `.png`, `hidden`, `build folder`, `broken link`, `linked twice`.
    public private(set) var skipped: [String: Int] = [:]

    /// Folders of programs' own files.
    public static let skippedFolders = ["DerivedData", "__pycache__", "node_modules"]

    /// Device and number of what was found already.
    private struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    private var seen: Set<Identity> = []

    /// Finds the files in `inputs`: files, and folders with all that is below them.
    ///
    /// - Throws: ``FileError`` for an input or a folder that cannot be read, ``CorpusError/unsupportedFile(path:)`` for
    ///   an input that is a file of an unknown kind.
    public init(_ inputs: [String]) throws {
        for input in inputs { try add(input: input) }
    }

    /// The size of all files together.
    public var byteCount: Int { files.reduce(0) { $0 + $1.byteCount } }

    private mutating func add(input: String) throws {
        guard let status = Self.status(of: input) else { throw FileError("read", URL(filePath: input)) }
        if status.st_mode & S_IFMT == S_IFDIR {
            guard isNew(status) else { return skip("linked twice") }
            try add(folder: input)
        } else {
            guard let kind = FileKind(fileName: input) else { throw CorpusError.unsupportedFile(path: input) }
            add(file: input, kind, status)
        }
    }

    private mutating func add(folder: String) throws {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        var entries: [(path: String, status: stat)] = []
        for name in try Self.names(in: folder) {
            if name.hasPrefix(".") {
                skip("hidden")
            } else if let status = Self.status(of: prefix + name) {
                // A folder sorts as its files will: with the slash.
                let isFolder = status.st_mode & S_IFMT == S_IFDIR
                entries.append((isFolder ? name + "/" : name, status))
            } else {
                skip("broken link")
            }
        }
        entries.sort { $0.path.precedesInBytes($1.path) }
        for entry in entries {
            if entry.path.hasSuffix("/") {
                if Self.skippedFolders.contains(String(entry.path.dropLast())) {
                    skip("build folder")
                } else if isNew(entry.status) {
                    try add(folder: prefix + entry.path)
                } else {
                    skip("linked twice")
                }
            } else if let kind = FileKind(fileName: entry.path), entry.status.st_mode & S_IFMT == S_IFREG {
                add(file: prefix + entry.path, kind, entry.status)
            } else {
                skip(Self.suffix(of: entry.path))
            }
        }
    }

    private mutating func add(file path: String, _ kind: FileKind, _ status: stat) {
        guard isNew(status) else { return skip("linked twice") }
        files.append(InputFile(path: path, kind: kind, byteCount: Int(status.st_size)))
    }

    private mutating func skip(_ what: String) { skipped[what, default: 0] += 1 }

    private mutating func isNew(_ status: stat) -> Bool {
        seen.insert(Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))).inserted
    }

    private static func suffix(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "no extension" }
        return name[dot...].lowercased()
    }

    private static func status(of path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else { throw FileError("read", URL(filePath: folder)) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError("read", URL(filePath: folder)) }
                return names
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }
}
