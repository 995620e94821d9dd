import Foundation

/// Lists files for tests.
enum InputNames {
    /// The Jinja files in a folder, by name.
    static func jinja(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "jinja" }.sorted { $0.path < $1.path }
    }
}
