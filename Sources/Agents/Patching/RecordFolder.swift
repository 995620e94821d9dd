import Foundations
import Glibc

/// The folder `.martlet` of a workspace: the patch in progress, and the operations that are done.
///
/// Tools neither list nor read nor change it.
struct RecordFolder {
    static let name = ".martlet"
    private static let pending = "patch.json"
    private static let partialSuffix = ".partial"

    private let workspace: Workspace
    private let folder: Descriptor

    /// Opens the folder; nil where there is none and none is to be made.
    init?(_ workspace: Workspace, create: Bool) throws(WorkspaceError) {
        self.workspace = workspace
        if create, mkdirat(workspace.folder.raw, Self.name, 0o777) != 0, errno != EEXIST {
            throw workspace.failure(errno, "create", Self.name)
        }
        let raw = openat(workspace.folder.raw, Self.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if raw < 0 {
            let number = errno
            if number == ENOENT, !create, workspace.isPresent { return nil }
            throw workspace.failure(number == ENOTDIR ? ELOOP : number, "open", Self.name)
        }
        folder = Descriptor(owning: raw)
    }

    /// The patch in progress; nil where there is none.
    func pendingPatch() throws(WorkspaceError) -> PatchRecord? {
        guard let json = try read(Self.pending) else { return nil }
        guard let record = PatchRecord(json) else {
            throw .unfinishedPatch(workspace.shownPath, reason: "\(Self.name)/\(Self.pending) is no record")
        }
        return record
    }

    func write(_ record: PatchRecord) throws(WorkspaceError) { try write(record.json, Self.pending) }

    func removePending() throws(WorkspaceError) {
        guard unlinkat(folder.raw, Self.pending, 0) == 0 || errno == ENOENT else {
            throw failure("remove", Self.pending)
        }
        if workspace.durability == .power { fsync(folder.raw) }
    }

    /// What was noted of an operation that is done: digest and paths of its patch.
    func operation(_ identifier: String) throws(WorkspaceError) -> (digest: String, paths: [WorkspacePath])? {
        guard let json = try read(Self.fileName(identifier)) else { return nil }
        let paths = (json["changed"]?.array ?? []).compactMap { $0.string.flatMap { try? WorkspacePath($0) } }
        guard let digest = json["digest"]?.string, json["operation"]?.string == identifier else { return nil }
        return (digest, paths)
    }

    /// Notes that the operation of a patch is done.
    func noteOperation(of record: PatchRecord) throws(WorkspaceError) {
        guard let identifier = record.operation else { return }
        let json: JSONValue = [
            "operation": .string(identifier), "digest": .string(record.digest),
            "changed": .array(PatchSteps.changedPaths(of: record).map { .string($0.text) }),
        ]
        try write(json, Self.fileName(identifier))
    }

    /// Forgets operations, and leaves no folder where that leaves it empty.
    func forgetOperations() throws(WorkspaceError) {
        try remove { $0.hasPrefix("operation-") }
        removeIfEmpty()
    }

    /// Removes what was being written when somebody died.
    func removePartials() throws(WorkspaceError) { try remove { $0.hasSuffix(Self.partialSuffix) } }

    private func remove(where isUnwanted: (String) -> Bool) throws(WorkspaceError) {
        for name in try FolderEntries.names(in: folder, of: workspace) where isUnwanted(name) {
            guard unlinkat(folder.raw, name, 0) == 0 || errno == ENOENT else { throw failure("remove", name) }
        }
    }

    /// Leaves no folder where nothing is in it.
    func removeIfEmpty() { unlinkat(workspace.folder.raw, Self.name, AT_REMOVEDIR) }

    private static func fileName(_ identifier: String) -> String {
        "operation-\(StableHash.digest128(Array(identifier.utf8))).json"
    }

    private func read(_ name: String) throws(WorkspaceError) -> JSONValue? {
        let raw = openat(folder.raw, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if raw < 0 {
            if errno == ENOENT { return nil }
            throw failure("open", name)
        }
        let file = Descriptor(owning: raw)
        guard let status = file.status(), status.st_mode & S_IFMT == S_IFREG, status.st_size < 16 << 20 else {
            throw .unfinishedPatch(workspace.shownPath, reason: "\(Self.name)/\(name) is no record")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { Glibc.pread(raw, $0.baseAddress, $0.count, 0) }
        guard count == bytes.count, let json = try? JSONValue(parsing: bytes, source: name) else {
            throw .unfinishedPatch(workspace.shownPath, reason: "\(Self.name)/\(name) cannot be read")
        }
        return json
    }

    private func write(_ json: JSONValue, _ name: String) throws(WorkspaceError) {
        let partial = name + Self.partialSuffix
        try workspace.writeNew(
            json.serializedBytes(), in: folder.raw, partial, mode: 0o666, shownAs: "\(Self.name)/\(name)")
        guard renameat(folder.raw, partial, folder.raw, name) == 0 else { throw failure("replace", name) }
        if workspace.durability == .power { fsync(folder.raw) }
    }

    private func failure(_ operation: String, _ name: String) -> WorkspaceError {
        workspace.failure(errno, operation, "\(Self.name)/\(name)")
    }
}
