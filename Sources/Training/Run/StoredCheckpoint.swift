public import Foundation
public import Foundations

/// A checkpoint on disk whose files have been checked.
public struct StoredCheckpoint: Sendable {
    /// Its folder.
    public let url: URL
    /// Steps done.
    public let step: Int
    /// What `state.json` holds.
    public let state: JSONValue

    /// Checks that every file which the checkpoint lists is there, with its size and hash.
    ///
    /// - Throws: ``RunFolderError/damaged(file:reason:)``, `FileError` or `JSONError`.
    init(verifying url: URL, step: Int) throws {
        let file = url.appending(path: CheckpointInventory.stateName)
        let state = try JSONValue(contentsOf: file)
        guard state["step"]?.int == step, let listed = CheckpointInventory(state["files"]) else {
            throw RunFolderError.damaged(file: file.path, reason: "is no state of step \(step)")
        }
        let found = Dictionary(
            uniqueKeysWithValues: try CheckpointInventory(of: url).entries.map { (Array($0.path.utf8), $0) })
        for entry in listed.entries where found[Array(entry.path.utf8)] != entry {
            let path = url.appending(path: entry.path).path
            throw RunFolderError.damaged(file: path, reason: "is not what was written: missing, cut short or changed")
        }
        self.url = url
        self.step = step
        self.state = state
    }
}
