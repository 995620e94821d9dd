import Foundations
import Glibc

extension Workspace {
    /// Every regular file below a folder, `.git` and Martlet's own records left out; links are not followed.
    ///
    /// - Parameters:
    ///   - path: the folder; nil is the workspace.
    ///   - maximumFiles: how many files are listed at most.
    ///   - maximumDepth: how deep folders are entered.
    /// - Throws: ``WorkspaceError``.
    public func files(
        below path: WorkspacePath? = nil, maximumFiles: Int = 20_000, maximumDepth: Int = 64
    ) throws(WorkspaceError) -> FileListing {
        var listing = FileListing()
        let start = try folder(path)
        guard isPresent else { throw .vanished(shownPath) }
        collect(start, path?.parts ?? [], depth: maximumDepth, maximumFiles, &listing)
        listing.paths.sort()
        return listing
    }

    private func collect(
        _ folder: Descriptor, _ parts: [String], depth: Int, _ maximumFiles: Int,
        _ listing: inout FileListing
    ) {
        var subfolders: [[String]] = []
        // The stream closes the descriptor that it is given.
        guard let stream = fdopendir(dup(folder.raw)) else {
            listing.closedFolderCount += 1
            return
        }
        var names: [(name: String, kind: UInt8)] = []
        while let entry = readdir(stream) {
            let kind = entry.pointee.d_type
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name else {
                listing.unnamableCount += 1
                continue
            }
            names.append((name, kind))
        }
        names.sort { $0.name.precedesInBytes($1.name) }
        for (name, kind) in names where name != "." && name != ".." && !WorkspacePath.isReserved(name) {
            guard WorkspacePath.isUsable(name) else {
                listing.unnamableCount += 1
                continue
            }
            switch kind == DT_UNKNOWN ? kindByLooking(folder, name) : Int(kind) {
            case DT_REG:
                if listing.paths.count < maximumFiles {
                    listing.paths.append(WorkspacePath(checkedParts: parts + [name]))
                } else {
                    listing.isCut = true
                }
            case DT_DIR: subfolders.append(parts + [name])
            case DT_LNK: listing.linkCount += 1
            default: listing.specialCount += 1
            }
        }
        closedir(stream)
        for subfolder in subfolders where !listing.isCut {
            guard depth > 0, let opened = try? self.folder(WorkspacePath(checkedParts: subfolder)) else {
                listing.closedFolderCount += 1
                continue
            }
            collect(opened, subfolder, depth: depth - 1, maximumFiles, &listing)
        }
    }

    /// The kind of a name, for file systems that do not tell it with the name.
    private func kindByLooking(_ folder: Descriptor, _ name: String) -> Int {
        var status = stat()
        guard fstatat(folder.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return DT_UNKNOWN }
        return Int(status.st_mode & S_IFMT) >> 12
    }
}
