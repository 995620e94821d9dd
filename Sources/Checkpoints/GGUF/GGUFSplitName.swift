import Foundation

/// The name of a part of a split GGUF file: `NAME-00002-of-00003.gguf`.
struct GGUFSplitName {
    /// Every part, in order.
    let parts: [URL]

    /// More parts than any model has: names come from outside, and every part is a file to open.
    private static let maximumCount = 9999

    /// nil where the file's name is not of the form.
    init?(_ url: URL) {
        let pattern = /(.*)-([0-9]{5})-of-([0-9]{5})\.gguf/
        guard let match = url.lastPathComponent.wholeMatch(of: pattern), let number = Int(match.2),
            let count = Int(match.3), number >= 1, number <= count, count <= Self.maximumCount
        else { return nil }
        let folder = url.deletingLastPathComponent()
        parts = (1...count).map {
            folder.appending(path: "\(match.1)\(Self.suffix(number: $0, count: count))")
        }
    }

    /// What follows the name in the name of part `number` of `count`, from 1.
    static func suffix(number: Int, count: Int) -> String {
        String(format: "-%05d-of-%05d.gguf", number, count)
    }
}
