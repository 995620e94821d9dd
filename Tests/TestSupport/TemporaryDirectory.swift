public import Foundation

/// A fresh folder for one test, removed when the value is released.
public final class TemporaryDirectory: Sendable {
    /// The folder itself.
    public let url: URL

    /// Creates the folder below the system's temporary folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "martlet-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// The names in a folder, in order.
    public static func names(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// Puts `bytes` into the file `name`, without waiting for the disk: for tests that write thousands of files.
    public func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: file(name))
    }

    /// The path `name` inside the folder.
    public func file(_ name: String) -> URL { url.appending(path: name) }
}
