import Foundation

/// This project's own documentation, as text to learn from.
enum ProjectText {
    /// The files and folders; empty where the project's folder cannot be found.
    static func paths() -> [String] {
        guard let root = ProjectFolder.locate() else { return [] }
        return names.map { root.appending(path: $0).path }.filter { FileManager.default.fileExists(atPath: $0) }
    }

    private static let names = [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Docs",
    ]
}
