import Foundations

/// What is written down of a patch while it is applied, so that a crash at any step leaves no half of it.
///
/// Each changed file has up to two companions beside it: `.martlet-TAG-N.new`, the content to come, and
/// `.martlet-TAG-N.old`, the content that was. Which of them exist tells how far the file has come.
struct PatchRecord: Sendable, Hashable {
    /// A changed file.
    struct Change: Sendable, Hashable {
        let path: WorkspacePath
        /// Whether a file was there.
        let hasOld: Bool
        /// Whether a file will be there.
        let hasNew: Bool
    }

    var state: PatchState
    /// Marks the companions of this patch: 16 hexadecimal digits.
    let tag: String
    /// Folders that the patch makes, outermost first.
    let folders: [WorkspacePath]
    let changes: [Change]
    /// Whoever asked for it calls it so; nil: nobody will ask again.
    let operation: String?
    /// The digest of the patch's text.
    let digest: String

    func newName(_ index: Int) -> String { ".martlet-\(tag)-\(index).new" }
    func oldName(_ index: Int) -> String { ".martlet-\(tag)-\(index).old" }

    var json: JSONValue {
        var object: JSONObject = ["state": .string(state.rawValue), "tag": .string(tag), "digest": .string(digest)]
        object["folders"] = .array(folders.map { .string($0.text) })
        object["changes"] = .array(
            changes.map { ["path": .string($0.path.text), "old": .bool($0.hasOld), "new": .bool($0.hasNew)] })
        if let operation { object["operation"] = .string(operation) }
        return .object(object)
    }

    init(
        state: PatchState, tag: String, folders: [WorkspacePath], changes: [Change], operation: String?, digest: String
    ) {
        self.state = state
        self.tag = tag
        self.folders = folders
        self.changes = changes
        self.operation = operation
        self.digest = digest
    }

    /// Reads a record back; nil where it is none. Its paths are checked like any others.
    init?(_ json: JSONValue) {
        guard let state = json["state"]?.string.flatMap(PatchState.init(rawValue:)),
            let tag = json["tag"]?.string, tag.utf8.count == 16, tag.utf8.allSatisfy({ $0.isHexadecimal }),
            let digest = json["digest"]?.string, let folders = json["folders"]?.array,
            let changes = json["changes"]?.array
        else { return nil }
        var readFolders: [WorkspacePath] = []
        for folder in folders {
            guard let text = folder.string, let path = try? WorkspacePath(text) else { return nil }
            readFolders.append(path)
        }
        var readChanges: [Change] = []
        for change in changes {
            guard let text = change["path"]?.string, let path = try? WorkspacePath(text),
                let old = change["old"]?.bool, let new = change["new"]?.bool
            else { return nil }
            readChanges.append(Change(path: path, hasOld: old, hasNew: new))
        }
        self.init(
            state: state, tag: tag, folders: readFolders, changes: readChanges, operation: json["operation"]?.string,
            digest: digest)
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        self &- UInt8(ascii: "0") < 10 || self &- UInt8(ascii: "a") < 6
    }
}
