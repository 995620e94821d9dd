import Glibc

/// Why a workspace did not do what was asked of it; nothing was changed.
public enum WorkspaceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A path that could leave the workspace, or that hides what it says.
    case refusedPath(String, reason: String)
    /// There is no file of that name.
    case noFile(String)
    /// There is no folder of that name.
    case noFolder(String)
    /// A folder stands where a file is needed.
    case isFolder(String)
    /// A file stands where a folder is needed.
    case isNoFolder(String)
    /// A part of the path is a symbolic link.
    case isLink(String)
    /// The file has other names, which may lie outside.
    case hasOtherNames(String, count: Int)
    /// A device, a pipe or a socket.
    case isSpecial(String)
    /// More bytes than are read.
    case tooLarge(String, bytes: Int, limit: Int)
    /// The file is no UTF-8 text.
    case isNoText(String, byteOffset: Int)
    /// The file may not be written.
    case isReadOnly(String)
    /// Something of that name is there already.
    case exists(String)
    /// The folder of the workspace cannot be opened.
    case cannotOpen(String, errorNumber: Int32)
    /// The folder of the workspace was removed.
    case vanished(String)
    /// Another run works in the workspace.
    case busy(String)
    /// A patch was interrupted, and what it left cannot be put in order.
    case unfinishedPatch(String, reason: String)
    /// The system refused for another reason.
    case system(operation: String, path: String, errorNumber: Int32)

    public var description: String {
        switch self {
        case .refusedPath(let path, let reason): "the path \(quoted(path)) is refused: \(reason)"
        case .noFile(let path): "there is no file \(quoted(path))"
        case .noFolder(let path): "there is no folder \(quoted(path))"
        case .isFolder(let path): "\(quoted(path)) is a folder, not a file"
        case .isNoFolder(let path): "\(quoted(path)) is a file, not a folder"
        case .isLink(let path): "\(quoted(path)) is refused: a part of it is a symbolic link"
        case .hasOtherNames(let path, let count):
            "\(quoted(path)) is refused: the file has \(count) names (hard links), and one may lie outside"
        case .isSpecial(let path): "\(quoted(path)) is refused: it is no regular file"
        case .tooLarge(let path, let bytes, let limit):
            "\(quoted(path)) is too large: \(bytes) bytes, the limit is \(limit)"
        case .isNoText(let path, let offset): "\(quoted(path)) is no text: byte \(offset) is no UTF-8"
        case .isReadOnly(let path): "\(quoted(path)) is read-only"
        case .exists(let path): "\(quoted(path)) exists already"
        case .cannotOpen(let path, let number):
            "cannot open the workspace \(quoted(path)): \(String(cString: strerror(number)))"
        case .vanished(let path): "the workspace \(quoted(path)) is no longer there"
        case .busy(let path): "another run works in the workspace \(quoted(path)); wait for it, or use another folder"
        case .unfinishedPatch(let path, let reason):
            "a patch was interrupted in the workspace \(quoted(path)), and cannot be put in order: \(reason)"
        case .system(let operation, let path, let number):
            "cannot \(operation) \(quoted(path)): \(String(cString: strerror(number)))"
        }
    }

    private func quoted(_ path: String) -> String { ShownText.quoted(path) }
}
