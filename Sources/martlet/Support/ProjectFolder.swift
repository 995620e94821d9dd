import Foundation

/// The folder of this project's sources, for the commands that use them.
enum ProjectFolder {
    /// The current folder or the one this program was built in, whichever is the project's; nil elsewhere.
    static func locate() -> URL? {
        let current = URL(filePath: FileManager.default.currentDirectoryPath)
        // The program lies in .build/ARCHITECTURE/release.
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        let built = program?.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return [current, built].compactMap { $0 }.first(where: isProject)
    }

    private static func isProject(_ folder: URL) -> Bool {
        ["Package.swift", "Sources/martlet/Martlet.swift"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
    }
}
