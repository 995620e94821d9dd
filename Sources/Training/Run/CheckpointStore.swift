public import Foundation
public import Foundations

/// The checkpoints of a run: folders that appear complete or not at all.
///
/// A checkpoint is filled in a hidden folder beside its place; its files and then its `state.json`, which lists them
/// with size and hash, reach the disk; then the folder gets its name in one step. A crash or a full disk in between
/// leaves the older checkpoints as they were.
public struct CheckpointStore: Sendable {
    /// The folder that holds them.
    public let folder: URL
    /// How many of the newest are kept.
    public let keep: Int

    public init(folder: URL, keep: Int) {
        self.folder = folder
        self.keep = keep
    }

    /// Where the checkpoint after `step` steps lies.
    public func url(ofStep step: Int) -> URL {
        let digits = String(step)
        return folder.appending(path: "step-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits)
    }

    /// Writes the checkpoint after `step` steps and removes those that are older than the newest ``keep``.
    ///
    /// - Parameters:
    ///   - step: steps done.
    ///   - state: what `state.json` holds beside the list of files.
    ///   - fill: writes the files into the folder that it is given.
    /// - Returns: where the checkpoint lies.
    /// - Throws: what `fill` throws, and `FileError`.
    @discardableResult
    public func write(step: Int, state: JSONObject, fill: (URL) throws -> Void) throws -> URL {
        try Folder.create(folder)
        let final = url(ofStep: step)
        let temporary = folder.appending(path: ".\(final.lastPathComponent).partial")
        try? FileManager.default.removeItem(at: temporary)
        do {
            try Folder.create(temporary)
            try fill(temporary)
            let inventory = try CheckpointInventory(of: temporary)
            try inventory.synchronize(in: temporary)
            var state = state
            state["step"] = .integer(step)
            state["files"] = inventory.json
            try AtomicFile.write(
                JSONValue.object(state).serialized(pretty: true) + "\n",
                to: temporary.appending(path: CheckpointInventory.stateName))
            try? FileManager.default.removeItem(at: final)
            guard rename(temporary.path, final.path) == 0 else { throw FileError("create", final) }
        } catch {
            try? FileManager.default.removeItem(at: temporary)
            throw error
        }
        CheckpointInventory.synchronize(folder)
        prune()
        return final
    }

    /// The newest checkpoint whose files are all there and unchanged, and why newer ones were passed over.
    public func newest() -> (checkpoint: StoredCheckpoint?, rejected: [RejectedCheckpoint]) {
        var rejected: [RejectedCheckpoint] = []
        for (step, url) in all().reversed() {
            do {
                return (try StoredCheckpoint(verifying: url, step: step), rejected)
            } catch {
                rejected.append(RejectedCheckpoint(url: url, reason: String(describing: error)))
            }
        }
        return (nil, rejected)
    }

    /// Every folder that is named as a checkpoint, oldest first.
    public func all() -> [(step: Int, url: URL)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let steps = names.compactMap { name -> Int? in
            guard name.hasPrefix("step-") else { return nil }
            return Int(name.dropFirst(5))
        }
        return steps.sorted().map { ($0, url(ofStep: $0)) }
    }

    /// Removes what a crash left half-written, and checkpoints newer than `step`, which a resumed run writes anew.
    public func clean(after step: Int) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(".step-") {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for (newer, url) in all() where newer > step { remove(url) }
    }

    private func prune() {
        for (_, url) in all().dropLast(keep) { remove(url) }
    }

    /// Takes the name away first, so that a crash in the middle leaves no folder that looks like a checkpoint.
    private func remove(_ url: URL) {
        let hidden = folder.appending(path: ".\(url.lastPathComponent).removed")
        try? FileManager.default.removeItem(at: hidden)
        guard rename(url.path, hidden.path) == 0 else { return }
        try? FileManager.default.removeItem(at: hidden)
    }
}
