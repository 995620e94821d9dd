public import Foundation
public import Transformer

extension ModelFiles {
    /// Opens the model that the user named: a GGUF file, a model directory or a folder with one GGUF file, or the folder
    /// of a finished run, whose model is in `model/`; also an adapter, or the run that trained it, with the model that it
    /// names.
    ///
    /// - Parameter adapter: the folder of an adapter to lay over the model, or of the run that trained it.
    /// - Throws: ``GenerationError/noModel(path:)`` if there is none of these, else what opening it throws.
    public static func locate(_ url: URL, adapter: URL? = nil) throws -> ModelFiles {
        if let adapter { return try model(at: url).adapted(by: LoRAFiles(adapterFolder(at: adapter) ?? adapter)) }
        if (try? ModelDirectory.locate(url)) == nil, let folder = adapterFolder(at: url) {
            let adapter = try LoRAFiles(folder)
            guard let base = adapter.baseModel, let files = try? model(at: URL(filePath: base)) else {
                throw GenerationError.noBaseModel(adapter: folder.path, base: adapter.baseModel)
            }
            return try files.adapted(by: adapter)
        }
        return try model(at: url)
    }

    /// The folder of an adapter at `url`: the folder itself, or `adapter/` in that of a finished run.
    private static func adapterFolder(at url: URL) -> URL? {
        [url, url.appending(path: "adapter")].first(where: LoRAFiles.areIn)
    }

    private static func model(at url: URL) throws -> ModelFiles {
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
