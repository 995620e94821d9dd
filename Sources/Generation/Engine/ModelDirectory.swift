public import Foundation

/// Finds the model in a folder that the user named.
public enum ModelDirectory {
    /// The model directory at `url`: the folder itself, or `model/` in it where it is the folder of a finished run.
    ///
    /// - Throws: ``GenerationError/noModel(path:)`` if neither has a `config.json`.
    public static func locate(_ url: URL) throws(GenerationError) -> URL {
        for candidate in [url, url.appending(path: "model")]
        where FileManager.default.fileExists(atPath: candidate.appending(path: "config.json").path) {
            return candidate
        }
        throw .noModel(path: url.path)
    }
}
