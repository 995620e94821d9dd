/// Why a patch is none, or does not fit the files.
public struct PatchError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, and what to do.
    public let reason: String
    /// The line of the patch, counted from 1; nil where it is no one line.
    public let line: Int?
    /// The file that it does not fit; nil where the patch itself is wrong.
    public let path: String?

    init(_ reason: String, line: Int? = nil, path: String? = nil) {
        self.reason = reason
        self.line = line
        self.path = path
    }

    public var description: String {
        var place = ""
        if let path { place += ShownText.quoted(path) + ": " }
        if let line { place += "line \(line) of the patch: " }
        return place + reason
    }
}
