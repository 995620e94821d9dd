import Foundations
import Glibc

/// What a workspace holds that a sandbox must know of before a test may write there.
struct SandboxSurvey {
    /// The folders and files named `.git`, as parts of their paths.
    private(set) var versionControl: [[String]] = []
    /// The first file with several names, and how many; nil: there is none.
    private(set) var hardLink: WorkspaceError?

    private let workspace: Workspace

    /// Walks through all folders, following no link.
    init(_ workspace: Workspace) throws(WorkspaceError) {
        self.workspace = workspace
        try walk(workspace.folder(nil), [], depth: 64)
        guard workspace.isPresent else { throw .vanished(workspace.shownPath) }
    }

    private mutating func walk(_ folder: Descriptor, _ parts: [String], depth: Int) throws(WorkspaceError) {
        for name in try FolderEntries.names(in: folder, of: workspace) {
            if name.lowercased() == ".git" {
                versionControl.append(parts + [name])
                continue
            }
            var status = stat()
            guard fstatat(folder.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
            let path = (parts + [name]).joined(separator: "/")
            switch status.st_mode & S_IFMT {
            case S_IFREG:
                if status.st_nlink > 1, hardLink == nil {
                    hardLink = .hasOtherNames(path, count: Int(status.st_nlink))
                }
            case S_IFDIR:
                guard depth > 0 else { throw .system(operation: "look into", path: path, errorNumber: ELOOP) }
                let raw = openat(folder.raw, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                // A folder that this user cannot read is as closed to the test.
                if raw >= 0 { try walk(Descriptor(owning: raw), parts + [name], depth: depth - 1) }
            default: break
            }
        }
    }

    /// Whether something below the folder must be kept from the test.
    func hasVersionControl(below parts: [String]) -> Bool {
        versionControl.contains { $0.count > parts.count && Array($0.prefix(parts.count)) == parts }
    }
}
