import Glibc

/// The steps that take a patch from one ``PatchState`` to the next.
///
/// Each can be repeated: what is done already is seen from the companions that exist, and skipped. So recovery after a
/// crash takes the same steps as the patch itself.
struct PatchSteps {
    let workspace: Workspace
    let record: PatchRecord

    /// The paths that a patch changed, in its order: for a moved file the old one before the new one.
    static func changedPaths(of record: PatchRecord) -> [WorkspacePath] { record.changes.map(\.path) }

    private func fault(_ step: String) throws { try workspace.faults?(step) }

    // MARK: - Preparing

    /// Makes folders and writes the new files beside their places.
    func prepare(_ planned: [PlannedChange]) throws {
        for folder in record.folders {
            try fault("make the folder \(folder)")
            let parent = try workspace.parentFolder(folder)
            guard mkdirat(parent.raw, folder.name, 0o777) == 0 || errno == EEXIST else {
                throw workspace.failure(errno, "create", folder.text)
            }
            synchronize(parent)
        }
        for (index, change) in planned.enumerated() {
            guard let bytes = change.newBytes else { continue }
            try fault("write \(change.path)")
            let parent = try workspace.parentFolder(change.path)
            try workspace.writeNew(
                bytes, in: parent.raw, record.newName(index), mode: change.mode, shownAs: change.path.text)
            synchronize(parent)
        }
    }

    /// Removes what ``prepare(_:)`` made.
    func discard() throws {
        for (index, change) in record.changes.enumerated() where change.hasNew {
            try fault("discard \(change.path)")
            try removeCompanion(change.path, record.newName(index))
        }
        for folder in record.folders.reversed() {
            try fault("remove the folder \(folder)")
            guard let parent = try? workspace.parentFolder(folder) else { continue }
            // One that is not empty was not made by the patch, or is used by others by now.
            unlinkat(parent.raw, folder.name, AT_REMOVEDIR)
            synchronize(parent)
        }
    }

    // MARK: - Committing

    /// Lets the new files take their places.
    ///
    /// - Parameter planned: the files as they were read, which they must still be; nil in a recovery, where the old
    ///   files may have been kept aside already.
    func commit(_ planned: [PlannedChange]?) throws {
        for (index, change) in record.changes.enumerated() {
            let parent = try workspace.parentFolder(change.path)
            if change.hasOld { try keepOld(change, index, parent, planned?[index].old) }
            if change.hasNew, workspace.hasEntry(parent.raw, record.newName(index)) {
                try fault("put \(change.path) in place")
                if change.hasOld {
                    guard renameat(parent.raw, record.newName(index), parent.raw, change.path.name) == 0 else {
                        throw workspace.failure(errno, "replace", change.path.text)
                    }
                } else {
                    try workspace.renameToNew(
                        in: parent.raw, record.newName(index), change.path.name, shownAs: change.path.text)
                }
            }
            synchronize(parent)
        }
    }

    private func keepOld(
        _ change: PatchRecord.Change, _ index: Int, _ parent: Descriptor, _ identity: FileIdentity?
    ) throws {
        let (name, kept) = (change.path.name, record.oldName(index))
        // Without its new companion, a changed file is in place, whatever became of the old one.
        guard !workspace.hasEntry(parent.raw, kept) else { return }
        if change.hasNew, !workspace.hasEntry(parent.raw, record.newName(index)) { return }
        try fault("keep the old \(change.path)")
        // A second name first, so that the file is never missing; file systems without them get a new name instead.
        if !change.hasNew || linkat(parent.raw, name, parent.raw, kept, 0) != 0 {
            try workspace.renameToNew(in: parent.raw, name, kept, shownAs: change.path.text)
        }
        guard let identity else { return }
        var status = stat()
        guard fstatat(parent.raw, kept, &status, AT_SYMLINK_NOFOLLOW) == 0, FileIdentity(status) == identity else {
            throw PatchError("the file was changed by others meanwhile; read it again", path: change.path.text)
        }
    }

    /// Removes the old files that were kept aside.
    func clean() throws {
        for (index, change) in record.changes.enumerated() where change.hasOld {
            try fault("remove the old \(change.path)")
            try removeCompanion(change.path, record.oldName(index))
        }
    }

    // MARK: - Undoing

    /// Takes back what ``commit(_:)`` did, the last file first.
    func undo() throws {
        for (index, change) in record.changes.enumerated().reversed() {
            let parent = try workspace.parentFolder(change.path)
            let (name, kept, new) = (change.path.name, record.oldName(index), record.newName(index))
            if change.hasOld {
                guard workspace.hasEntry(parent.raw, kept) else { continue }
                try fault("bring back \(change.path)")
                if change.hasNew {
                    guard renameat(parent.raw, kept, parent.raw, name) == 0 else {
                        throw workspace.failure(errno, "bring back", change.path.text)
                    }
                    // Two names of one file are not renamed: the kept one is then still there.
                    unlinkat(parent.raw, kept, 0)
                } else {
                    try workspace.renameToNew(in: parent.raw, kept, name, shownAs: change.path.text)
                }
            } else if !workspace.hasEntry(parent.raw, new), workspace.hasEntry(parent.raw, name) {
                try fault("take back \(change.path)")
                guard renameat(parent.raw, name, parent.raw, new) == 0 else {
                    throw workspace.failure(errno, "take back", change.path.text)
                }
            }
            synchronize(parent)
        }
    }

    // MARK: -

    private func removeCompanion(_ path: WorkspacePath, _ name: String) throws {
        guard let parent = try workspace.folderIfPresent(path.parent) else { return }
        guard unlinkat(parent.raw, name, 0) == 0 || errno == ENOENT else {
            throw workspace.failure(errno, "remove", path.text)
        }
        synchronize(parent)
    }

    private func synchronize(_ folder: Descriptor) {
        if workspace.durability == .power { fsync(folder.raw) }
    }
}
