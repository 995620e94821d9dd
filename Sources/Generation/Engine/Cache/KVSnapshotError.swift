/// Why keys and values cannot be saved or restored.
public enum KVSnapshotError: Error, Hashable, CustomStringConvertible {
    /// Nothing of the text is in the cache.
    case nothingKept(tokens: Int)
    /// The file was not written by ``Generator/saveCache(of:to:)``.
    case notSnapshot(path: String)
    /// The file is cut short, or its content is not what was written.
    case damaged(path: String, reason: String)
    /// The file belongs to another model, or to other weights, another precision or another instruction set.
    case otherModel(path: String, written: String, present: String)
    /// The numbers are kept in another format here.
    case otherFormat(path: String, written: String, present: String)
    /// The cache has too few pages.
    case tooLarge(path: String, pages: Int, limit: Int)

    public var description: String {
        switch self {
        case .nothingKept(let tokens):
            "nothing of these \(tokens) tokens is in the cache; generate from them first"
        case .notSnapshot(let path): "\(path) holds no saved keys and values"
        case .damaged(let path, let reason): "\(path): \(reason); save the keys and values again"
        case .otherModel(let path, let written, let present):
            "\(path) holds keys and values of \(written), but this is \(present); they belong to the very weights, "
                + "precision and instruction set that computed them"
        case .otherFormat(let path, let written, let present):
            "\(path) holds keys and values in \(written), but this cache keeps \(present)"
        case .tooLarge(let path, let pages, let limit):
            "\(path) holds \(pages) pages of keys and values, but the cache has room for \(limit)"
        }
    }
}
