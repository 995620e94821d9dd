import Foundations
import Glibc
import Synchronization

extension Workspace {
    /// Makes all changes of a patch, or none.
    ///
    /// The new files are written beside their places, then renamed; what is written down meanwhile in the folder
    /// `.martlet` lets the next opening of the workspace finish or undo a patch that was interrupted.
    ///
    /// - Parameters:
    ///   - text: the patch, in the format of codex or as unified diff.
    ///   - operation: what the caller calls this application. A patch that was completed under the same name, here or
    ///     by a recovery, is not applied again: what came of it is returned.
    ///   - limits: the largest patch and files.
    /// - Throws: ``PatchError`` and ``WorkspaceError``; nothing was changed, except with `unfinishedPatch`.
    public func apply(
        _ text: String, operation: String? = nil, limits: ToolLimits = ToolLimits()
    ) throws -> AppliedPatch {
        try patching.withLock { _ in
            try lock()
            defer { unlock() }
            // Another process may have died in the middle since this workspace was opened.
            try finishPending()
            return try applyLocked(text, operation, limits)
        }
    }

    private func applyLocked(_ text: String, _ operation: String?, _ limits: ToolLimits) throws -> AppliedPatch {
        let digest = StableHash.digest128(Array(text.utf8)).description
        if let operation, let records = try RecordFolder(self, create: false),
            let done = try records.operation(operation)
        {
            guard done.digest == digest else {
                throw PatchError("the operation \(ShownText.quoted(operation)) was another patch")
            }
            return AppliedPatch(changedPaths: done.paths, wasAlreadyApplied: true)
        }
        guard text.utf8.count <= limits.patchBytes else {
            throw PatchError("the patch has \(text.utf8.count) bytes; the limit is \(limits.patchBytes)")
        }
        let planned = try PatchPlanner(workspace: self, limits: limits).changes(of: try Patch(parsing: text))
        let record = PatchRecord(
            state: .preparing, tag: String(digest.prefix(16)), folders: try missingFolders(planned),
            changes: planned.map {
                PatchRecord.Change(path: $0.path, hasOld: $0.old != nil, hasNew: $0.newBytes != nil)
            }, operation: operation, digest: digest)
        try carryOut(record, planned)
        return AppliedPatch(changedPaths: PatchSteps.changedPaths(of: record), wasAlreadyApplied: false)
    }

    private func carryOut(_ record: PatchRecord, _ planned: [PlannedChange]) throws {
        guard let records = try RecordFolder(self, create: true) else { throw WorkspaceError.vanished(shownPath) }
        var record = record
        do {
            try enter(&record, .preparing, records)
            try PatchSteps(workspace: self, record: record).prepare(planned)
            try enter(&record, .committing, records)
            try PatchSteps(workspace: self, record: record).commit(planned)
        } catch let error where error is WorkspaceError || error is PatchError {
            do {
                if record.state == .committing { record.state = .undoing }
                try finish(record, records)
            } catch let second where second is WorkspaceError || second is PatchError {
                throw WorkspaceError.unfinishedPatch(shownPath, reason: "\(error); then \(second)")
            }
            throw error
        }
        do {
            try finish(record, records)
        } catch let error where error is WorkspaceError || error is PatchError {
            throw WorkspaceError.unfinishedPatch(shownPath, reason: "\(error)")
        }
    }

    /// Folders that the new files need and that are not there, outermost first.
    private func missingFolders(_ planned: [PlannedChange]) throws -> [WorkspacePath] {
        var missing: [WorkspacePath] = []
        for change in planned where change.newBytes != nil {
            for count in 1..<max(1, change.path.parts.count) {
                let folder = WorkspacePath(checkedParts: Array(change.path.parts.prefix(count)))
                if missing.contains(folder) { continue }
                if try folderIfPresent(folder) == nil { missing.append(folder) }
            }
        }
        return missing
    }

    // MARK: - Recovery

    /// Puts in order what an interrupted patch left.
    func recover() throws(WorkspaceError) {
        do {
            guard let records = try RecordFolder(self, create: false) else { return }
            do {
                try lock()
            } catch {
                // Whoever holds the lock works on what is there, if anything is.
                if try records.pendingPatch() == nil { return }
                throw error
            }
            defer { unlock() }
            try records.removePartials()
            try finishPending()
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw .unfinishedPatch(shownPath, reason: "\(error)")
        }
    }

    private func finishPending() throws {
        // Looked up again: whoever held the lock before may have finished it.
        guard let records = try RecordFolder(self, create: false) else { return }
        guard let record = try records.pendingPatch() else { return records.removeIfEmpty() }
        var ending = record
        do {
            do {
                if record.state == .committing { try PatchSteps(workspace: self, record: record).commit(nil) }
            } catch let error where error is WorkspaceError || error is PatchError {
                // What cannot be finished may still be undone.
                ending.state = .undoing
            }
            try finish(ending, records)
        } catch let error where error is WorkspaceError || error is PatchError {
            throw WorkspaceError.unfinishedPatch(shownPath, reason: "\(error)")
        }
    }

    /// Takes a patch from any state to its end: for `committing`, the files are in place already.
    private func finish(_ record: PatchRecord, _ records: RecordFolder) throws {
        var record = record
        switch record.state {
        case .preparing:
            try PatchSteps(workspace: self, record: record).discard()
        case .undoing:
            try enter(&record, .undoing, records)
            try PatchSteps(workspace: self, record: record).undo()
            try PatchSteps(workspace: self, record: record).discard()
        case .committing, .cleaning:
            try faults?("note the operation")
            try records.noteOperation(of: record)
            try enter(&record, .cleaning, records)
            try PatchSteps(workspace: self, record: record).clean()
        }
        try faults?("remove the record")
        try records.removePending()
        records.removeIfEmpty()
    }

    private func enter(_ record: inout PatchRecord, _ state: PatchState, _ records: RecordFolder) throws {
        try faults?("record \(state.rawValue)")
        record.state = state
        try records.write(record)
    }

    /// Forgets which operations are done; for the end of a run, when nobody will ask again.
    public func forgetOperations() throws(WorkspaceError) {
        guard let records = try RecordFolder(self, create: false) else { return }
        try records.forgetOperations()
    }
}
