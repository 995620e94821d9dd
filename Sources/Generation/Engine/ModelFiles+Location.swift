public import Foundation
public import Transformer

extension ModelFiles {
    /// Opens the model that the user named: a GGUF file, a model directory or a folder with one GGUF file, or the folder
    /// of a finished run, whose model is in `model/`.
    ///
    /// - Throws: ``GenerationError/noModel(path:)`` if there is none of these, else what opening it throws.
    public static func locate(_ url: URL) throws -> ModelFiles {
        if let directory = try? ModelDirectory.locate(url) { return try ModelFiles(directory: directory) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw GenerationError.noModel(path: url.path)
        }
        if isFolder.boolValue {
            let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
            guard names.contains(where: { $0.hasSuffix(".gguf") }) else {
                throw GenerationError.noModel(path: url.path)
            }
        }
        return try ModelFiles(url)
    }
}
