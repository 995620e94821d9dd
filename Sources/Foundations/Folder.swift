package import Foundation

/// Folders on disk.
package enum Folder {
    /// Lets `body` write into the folder at `url`, which is created where it is missing; one that was missing is removed
    /// when `body` fails, so that nothing half-written is left.
    package static func fill(_ url: URL, _ body: () throws -> Void) throws {
        var status = stat()
        let wasMissing = stat(url.path, &status) != 0
        try create(url)
        do {
            try body()
        } catch {
            if wasMissing { try? FileManager.default.removeItem(at: url) }
            throw error
        }
    }

    /// Creates the folder at `url` and those above it, where they are missing.
    package static func create(_ url: URL) throws(FileError) {
        if mkdir(url.path, 0o777) == 0 { return }
        switch errno {
        case EEXIST:
            var status = stat()
            guard stat(url.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw FileError("create the folder", url, errorNumber: ENOTDIR)
            }
        case ENOENT where url.pathComponents.count > 1:
            try create(url.deletingLastPathComponent())
            guard mkdir(url.path, 0o777) == 0 || errno == EEXIST else { throw FileError("create the folder", url) }
        default:
            throw FileError("create the folder", url)
        }
    }
}
