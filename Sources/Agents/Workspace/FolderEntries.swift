import Foundations
import Glibc

/// The names in a folder.
enum FolderEntries {
    /// All names but `.` and `..` that are UTF-8, in the order of their bytes.
    static func names(in folder: Descriptor, of workspace: Workspace) throws(WorkspaceError) -> [String] {
        // The stream closes the descriptor that it is given.
        guard let stream = fdopendir(dup(folder.raw)) else {
            throw workspace.failure(errno, "list", workspace.shownPath)
        }
        defer { closedir(stream) }
        // The copy shares its place with the original, which may have been read before.
        rewinddir(stream)
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        names.sort { $0.precedesInBytes($1) }
        return names
    }
}
