package import Foundation

/// Folders on disk.
package enum Folder {
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
