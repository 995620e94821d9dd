import CSystem
import Glibc

extension Workspace {
    /// Writes a file that nobody else knows of; one that is left from an earlier attempt is removed first.
    func writeNew(
        _ bytes: [UInt8], in folder: Int32, _ name: String, mode: UInt32?, shownAs path: String
    ) throws(WorkspaceError) {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var raw = openat(folder, name, flags, 0o666)
        if raw < 0, errno == EEXIST {
            unlinkat(folder, name, 0)
            raw = openat(folder, name, flags, 0o666)
        }
        guard raw >= 0 else { throw failure(errno, "create", path) }
        let file = Descriptor(owning: raw)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress! + written, $0.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(errno, "write", path) }
            written += count
        }
        if let mode, fchmod(file.raw, mode) != 0 { throw failure(errno, "set the permissions of", path) }
        if durability == .power, fsync(file.raw) != 0 { throw failure(errno, "write", path) }
    }

    /// Opens the folder that a path lies in.
    func parentFolder(_ path: WorkspacePath) throws(WorkspaceError) -> Descriptor { try folder(path.parent) }

    /// Renames inside one folder, to a name that nothing has.
    func renameToNew(in folder: Int32, _ from: String, _ to: String, shownAs path: String) throws(WorkspaceError) {
        var result = martlet_rename_new(folder, from, folder, to)
        if result == -EINVAL || result == -ENOSYS {
            // A file system that cannot check and rename in one step.
            var status = stat()
            result = fstatat(folder, to, &status, AT_SYMLINK_NOFOLLOW) == 0 ? -EEXIST : 0
            if result == 0, renameat(folder, from, folder, to) != 0 { result = -errno }
        }
        if result == -EEXIST { throw .exists(path) }
        guard result == 0 else { throw failure(-result, "rename", path) }
    }

    /// Whether a folder has an entry of that name.
    func hasEntry(_ folder: Int32, _ name: String) -> Bool {
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
    }
}
