package import Foundation

/// Why an operation on a file failed, and what to do about it.
public struct FileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable, Hashable {
        case notFound, permissionDenied, noSpace, isFolder, notFolder, notRegularFile, tooLarge, other
    }

    /// The kind of failure.
    public let code: Code
    /// The file or folder concerned.
    public let path: String
    /// What was tried, as a verb: "open", "write".
    public let operation: String
    /// The system's error number, 0 when the system reported none.
    public let errorNumber: Int32
    /// For a write: how many bytes were to be written in all, where that is known.
    public let bytesNeeded: Int?

    public init(code: Code, path: String, operation: String, errorNumber: Int32 = 0, bytesNeeded: Int? = nil) {
        self.code = code
        self.path = path
        self.operation = operation
        self.errorNumber = errorNumber
        self.bytesNeeded = bytesNeeded
    }

    /// The failure that the system's error number stands for; call it before anything else can change `errno`.
    package init(_ operation: String, _ url: URL, errorNumber: Int32 = errno, bytesNeeded: Int? = nil) {
        let code: Code =
            switch errorNumber {
            case ENOENT: .notFound
            case EACCES, EPERM, EROFS: .permissionDenied
            case ENOSPC, EDQUOT: .noSpace
            case EISDIR: .isFolder
            case ENOTDIR: .notFolder
            case EFBIG: .tooLarge
            default: .other
            }
        self.init(
            code: code, path: url.path, operation: operation, errorNumber: errorNumber, bytesNeeded: bytesNeeded)
    }

    /// The disk under `path` is full.
    public static func noSpace(path: String, bytesNeeded: Int? = nil) -> FileError {
        FileError(
            code: .noSpace, path: path, operation: "write", errorNumber: ENOSPC, bytesNeeded: bytesNeeded)
    }

    /// What to do about it, nil when nothing general can be said.
    public var hint: String? {
        switch code {
        case .notFound: "check the path"
        case .permissionDenied: "check who owns it and its permissions"
        case .noSpace: "free space there or choose another folder; what was there before is unchanged"
        case .isFolder: "give the path of a file"
        case .notFolder: "a part of the path is a file, not a folder"
        case .notRegularFile: "give the path of a regular file"
        case .tooLarge: "raise the limit on file sizes (ulimit -f) or choose another folder"
        case .other: nil
        }
    }

    public var description: String {
        let needed = bytesNeeded.map { ": \($0) bytes needed" } ?? ""
        let reason =
            switch code {
            case .noSpace: "no space left on the disk\(needed)"
            case .isFolder: "it is a folder"
            case .notRegularFile: "it is no regular file"
            default: errorNumber == 0 ? "failed" : String(cString: strerror(errorNumber)) + needed
            }
        return "cannot \(operation) \(path): \(reason)" + (hint.map { " (\($0))" } ?? "")
    }
}
