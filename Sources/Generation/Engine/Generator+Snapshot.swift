public import Foundation

extension Generator {
    /// Writes the keys and values of what the cache holds of a text, from its beginning, to a file that appears whole or
    /// not at all.
    ///
    /// - Returns: How many tokens they are.
    /// - Throws: ``KVSnapshotError/nothingKept(tokens:)``, or `FileError`.
    public func saveCache(of tokens: [Int32], to url: URL) throws -> Int { try engine.save(tokens, to: url) }

    /// Reads keys and values that ``saveCache(of:to:)`` wrote, so that texts which begin with their tokens need not compute
    /// them; no bit of those texts changes.
    ///
    /// - Returns: How many tokens they are.
    /// - Throws: ``KVSnapshotError`` if the file is another model's or is damaged, or `FileError`; nothing has changed then.
    public func restoreCache(from url: URL) throws -> Int { try engine.restore(url) }
}
