import Foundation
import Foundations

/// A folder that is filled beside its place and moved there when it is complete.
struct StagedFolder {
    /// Where the content goes until ``commit(replacing:)``.
    let url: URL
    private let target: URL

    /// Creates the folder beside `target`, whose own folder is created where it is missing.
    init(for target: URL) throws {
        self.target = target.standardizedFileURL
        try Folder.create(self.target.deletingLastPathComponent())
        url = Self.sibling(of: self.target, "partial")
        guard mkdir(url.path, 0o777) == 0 else { throw FileError("create", target) }
    }

    /// Moves the folder to its place.
    ///
    /// - Parameter replacing: whether a folder that is there is replaced; else it is an error.
    func commit(replacing: Bool) throws {
        synchronize(url)
        if rename(url.path, target.path) != 0 {
            guard replacing, errno == ENOTEMPTY || errno == EEXIST else { throw FileError("create", target) }
            let old = Self.sibling(of: target, "old")
            guard rename(target.path, old.path) == 0 else { throw FileError("replace", target) }
            guard rename(url.path, target.path) == 0 else {
                let failure = FileError("replace", target)
                rename(old.path, target.path)
                throw failure
            }
            try? FileManager.default.removeItem(at: old)
        }
        synchronize(target.deletingLastPathComponent())
    }

    /// Removes the folder and all that is in it.
    func discard() {
        try? FileManager.default.removeItem(at: url)
    }

    private static func sibling(of target: URL, _ suffix: String) -> URL {
        let tag = String(UInt64.random(in: .min ... .max), radix: 36)
        let name = String(decoding: target.lastPathComponent.utf8.prefix(160), as: UTF8.self)
        return target.deletingLastPathComponent().appending(path: ".\(name).\(tag).\(suffix)")
    }

    /// Makes the names in a folder survive a power failure.
    private func synchronize(_ folder: URL) {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
