import ArgumentParser
import Foundation
import Generation

/// Files of keys and values: what a prompt costs once need not be computed again.
struct CacheFileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp("Begin with the keys and values that --save-cache wrote.", valueName: "file"),
        completion: .file())
    var loadCache: String?

    @Option(
        help: ArgumentHelp("Write the keys and values of prompt and text to a file.", valueName: "file"),
        completion: .file())
    var saveCache: String?

    /// Whether there is a file.
    var isGiven: Bool { loadCache != nil || saveCache != nil }

    /// Reads the keys and values of the file, if one is named.
    ///
    /// - Parameter isQuiet: whether to say nothing of it.
    func load(into generator: Generator, isQuiet: Bool) async throws {
        guard let loadCache else { return }
        let count = try await generator.restoreCache(from: URL(filePath: loadCache))
        if !isQuiet { StatusLine.note("[\(count) tokens of \(loadCache) are in the cache]") }
    }

    /// Writes the keys and values of a text that has just been generated, if a file is named.
    func save(_ tokens: [Int32], of generator: Generator, isQuiet: Bool) async throws {
        guard let saveCache else { return }
        let count = try await generator.saveCache(of: tokens, to: URL(filePath: saveCache))
        if !isQuiet { StatusLine.note("[keys and values of \(count) tokens are in \(saveCache)]") }
    }
}
