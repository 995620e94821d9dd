import Foundations

/// A path that stays inside a workspace: names joined by `/`, none of them `..`, hidden characters or reserved.
///
/// Only its shape is checked here; that no part is a link is seen when ``Workspace`` opens it. Paths are compared by
/// their bytes, as the file system does.
public struct WorkspacePath: Sendable, Hashable, CustomStringConvertible {
    /// The names from the workspace down, at least one.
    public let parts: [String]
    /// The path as it is shown and opened.
    public let text: String

    /// The most bytes of a path.
    public static let maximumBytes = 4000
    /// The most bytes of a name.
    public static let maximumNameBytes = 255

    /// Checks a path that somebody wrote.
    ///
    /// A leading `./` is dropped. Refused are empty and absolute paths, the names ``..`` and `.`, empty names (`a//b`,
    /// `a/`), names of more than 255 bytes, control characters, characters that nobody sees (zero-width, bidirectional
    /// and the like), and the folders that hold the history and the records of the workspace (`.git`, `.martlet`).
    ///
    /// - Throws: ``WorkspaceError/refusedPath(_:reason:)``.
    public init(_ written: String) throws(WorkspaceError) {
        func refusal(_ reason: String) -> WorkspaceError { .refusedPath(written, reason: reason) }
        var rest = Substring(written)
        while rest.utf8.starts(with: "./".utf8) { rest = rest.dropFirst(2) }
        guard !rest.isEmpty else { throw refusal("it names no file") }
        guard rest.utf8.count <= Self.maximumBytes else {
            throw refusal("it is longer than \(Self.maximumBytes) bytes")
        }
        guard rest.utf8.first != UInt8(ascii: "/") else {
            throw refusal("it is absolute; paths begin in the workspace")
        }
        if let scalar = rest.unicodeScalars.first(where: Self.isHidden) {
            throw refusal("it contains the character \(scalar.codePointName), which cannot be seen")
        }
        // Split by bytes: a slash may be followed by a combining mark, and then is no Character of its own.
        let names = rest.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var parts: [String] = []
        for name in names {
            guard !name.isEmpty else { throw refusal("a name in it is empty; leave out the extra '/'") }
            guard name.count <= Self.maximumNameBytes else {
                throw refusal("a name in it is longer than \(Self.maximumNameBytes) bytes")
            }
            let part = String(decoding: name, as: UTF8.self)
            guard part != ".", part != ".." else { throw refusal("'\(part)' is no name of a file or folder") }
            guard !Self.isReserved(part) else { throw refusal("'\(part)' is not for tools") }
            parts.append(part)
        }
        self.parts = parts
        self.text = String(rest)
    }

    /// A path of names that were already checked.
    init(checkedParts parts: [String]) {
        self.parts = parts
        self.text = parts.joined(separator: "/")
    }

    /// Whether a name is kept from tools: version control, and the records of Martlet.
    static func isReserved(_ name: String) -> Bool {
        let folded = name.lowercased()
        return folded == ".git" || folded.utf8.starts(with: ".martlet".utf8)
    }

    /// Whether a name that was found on disk could be written as a part of a path.
    static func isUsable(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && name.utf8.count <= maximumNameBytes
            && !name.utf8.contains(UInt8(ascii: "/")) && !name.unicodeScalars.contains(where: isHidden)
    }

    /// Whether a character leaves no mark of its own, so that two paths that look alike may differ by it.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if scalar.properties.isDefaultIgnorableCodePoint { return true }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    /// The last name.
    public var name: String { parts[parts.count - 1] }

    /// The folder that holds it; nil for what lies in the workspace itself.
    public var parent: WorkspacePath? {
        parts.count > 1 ? WorkspacePath(checkedParts: Array(parts.dropLast())) : nil
    }

    /// Whether `other` lies below this path.
    func contains(_ other: WorkspacePath) -> Bool {
        other.parts.count > parts.count && other.text.utf8.starts(with: (text + "/").utf8)
    }

    public var description: String { text }

    public static func == (left: WorkspacePath, right: WorkspacePath) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    public func hash(into hasher: inout Hasher) { text.hashBytes(into: &hasher) }
}

extension WorkspacePath: Comparable {
    /// The order of the paths' bytes.
    public static func < (left: WorkspacePath, right: WorkspacePath) -> Bool {
        left.text.precedesInBytes(right.text)
    }
}
