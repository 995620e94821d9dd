public import Foundation

/// Files that scripts of this repository made, for tests that compare with them.
public enum Fixture {
    /// The file `name` in `Tests/Fixtures`.
    public static func url(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures").appending(path: name)
    }
}
