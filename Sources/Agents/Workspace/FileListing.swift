/// The files below a folder of a workspace.
public struct FileListing: Sendable, Hashable {
    /// The regular files, in the order of their paths' bytes.
    public var paths: [WorkspacePath] = []
    /// Symbolic links, which are not followed.
    public var linkCount = 0
    /// Names with characters that cannot be seen or that are no UTF-8.
    public var unnamableCount = 0
    /// Devices, pipes and sockets.
    public var specialCount = 0
    /// Folders that were not entered because they lie too deep or cannot be read.
    public var closedFolderCount = 0
    /// Whether there are more files than are listed.
    public var isCut = false

    /// What was left out, in words; nil where nothing was.
    public var leftOut: String? {
        var kinds: [String] = []
        func add(_ count: Int, _ singular: String, _ plural: String) {
            if count > 0 { kinds.append("\(count) \(count == 1 ? singular : plural)") }
        }
        add(linkCount, "symbolic link", "symbolic links")
        add(unnamableCount, "name with hidden characters", "names with hidden characters")
        add(specialCount, "device or pipe", "devices or pipes")
        add(closedFolderCount, "folder that cannot be entered", "folders that cannot be entered")
        if isCut { kinds.append("all files after the first \(paths.count)") }
        return kinds.isEmpty ? nil : "(left out: " + kinds.joined(separator: ", ") + ")"
    }
}
