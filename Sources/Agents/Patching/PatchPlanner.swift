import CSystem
import Foundations
import Glibc

/// Works out what a patch makes of the files of a workspace; changes nothing.
struct PatchPlanner {
    let workspace: Workspace
    let limits: ToolLimits

    /// The changes of files, in the order of the patch; a file that is moved is a new one and a removed one.
    ///
    /// - Throws: ``PatchError`` where the patch does not fit, ``WorkspaceError`` where a file cannot be had.
    func changes(of patch: Patch) throws -> [PlannedChange] {
        var planned: [PlannedChange] = []
        for change in patch.changes {
            switch change {
            case .add(let path, let text):
                try checkFree(path, hint: "use '*** Update File: '")
                planned.append(PlannedChange(path: path, newBytes: try bytes(text, path), old: nil, mode: nil))
            case .delete(let path, let hunks):
                let (text, status) = try oldText(path)
                if !hunks.isEmpty, try !PatchedText.applying(hunks, to: text, path: path.text).isEmpty {
                    throw PatchError("the patch deletes the file but not all of its lines", path: path.text)
                }
                planned.append(PlannedChange(path: path, newBytes: nil, old: FileIdentity(status), mode: nil))
            case .update(let path, let newPath, let hunks):
                let (text, status) = try oldText(path)
                let new = try PatchedText.applying(hunks, to: text, path: path.text)
                let mode = UInt32(status.st_mode) & 0o777
                if let newPath {
                    try checkFree(newPath, hint: "delete it first, in a patch of its own")
                    planned.append(
                        PlannedChange(path: newPath, newBytes: try bytes(new, newPath), old: nil, mode: mode))
                    planned.append(PlannedChange(path: path, newBytes: nil, old: FileIdentity(status), mode: nil))
                } else {
                    guard !new.hasSameBytes(as: text) else {
                        throw PatchError("the patch leaves the file as it is", path: path.text)
                    }
                    planned.append(
                        PlannedChange(
                            path: path, newBytes: try bytes(new, path), old: FileIdentity(status), mode: mode))
                }
            }
        }
        return planned
    }

    private func oldText(_ path: WorkspacePath) throws -> (text: String, status: stat) {
        let (bytes, status) = try workspace.contents(of: path, limit: limits.fileBytes)
        try TextCheck.check(bytes, path)
        // Replacing a file needs no right to write it; who took that right away meant it.
        guard status.st_mode & 0o222 != 0 else { throw WorkspaceError.isReadOnly(path.text) }
        return (String(decoding: bytes, as: UTF8.self), status)
    }

    private func bytes(_ text: String, _ path: WorkspacePath) throws -> [UInt8] {
        guard text.utf8.count <= limits.fileBytes else {
            throw WorkspaceError.tooLarge(path.text, bytes: text.utf8.count, limit: limits.fileBytes)
        }
        return Array(text.utf8)
    }

    /// Refuses a path where something is already, or that leads through a file or a link.
    private func checkFree(_ path: WorkspacePath, hint: String) throws {
        do {
            let found = try workspace.descriptor(path, martlet_look_flag())
            guard let status = found.status() else { return }
            if status.st_mode & S_IFMT == S_IFDIR { throw WorkspaceError.isFolder(path.text) }
            throw PatchError("the file exists already; \(hint)", path: path.text)
        } catch WorkspaceError.noFile {
            return
        }
    }
}
