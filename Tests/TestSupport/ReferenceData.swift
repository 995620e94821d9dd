public import Foundation

/// Where the shared reference data lies, for tests that compare with files published by others.
///
/// The data is no part of the package: tests that need it are skipped, by name, where it is absent.
public enum ReferenceData {
    /// `$MARTLET_DATA`, or `../shared/data` beside the package; nil where neither exists.
    public static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["MARTLET_DATA"].map { URL(filePath: $0) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let candidates = [environment, package.appending(path: "../shared/data").standardizedFileURL]
        return candidates.compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// The file or folder at `path` below the reference data; nil where it is absent.
    public static func url(_ path: String) -> URL? {
        guard let url = folder?.appending(path: path) else { return nil }
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }

    /// Whether the file or folder at `path` is there, for `.enabled(if:)`.
    public static func has(_ path: String) -> Bool { url(path) != nil }
}
