import Foundation

/// This project's own documentation and sources, as text to learn from.
enum ProjectText {
    /// The files and folders, where the project's folder can be found: the current one, or the one this program was
    /// built in. Empty elsewhere.
    static func paths() -> [String] {
        let current = URL(filePath: FileManager.default.currentDirectoryPath)
        // The program lies in .build/ARCHITECTURE/release.
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let built = program?.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        guard let root = [current, built].compactMap({ $0 }).first(where: isProject) else { return [] }
        return names.map { root.appending(path: $0).path }.filter { FileManager.default.fileExists(atPath: $0) }
    }

    private static let names = [
        "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "Docs", "Sources", "Tests",
    ]

    private static func isProject(_ folder: URL) -> Bool {
        ["Package.swift", "Sources/martlet/Martlet.swift"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
    }
}
