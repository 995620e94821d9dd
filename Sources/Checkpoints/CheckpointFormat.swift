public import Foundation
import Foundations

/// The formats of weights on disk that are read as a ``Checkpoint``.
public enum CheckpointFormat: String, Sendable, Hashable, CaseIterable {
    case safetensors
    case gguf = "GGUF"

    /// Opens the weights at a path: a file, an index of several, or a folder that holds one model.
    ///
    /// What a file is shows in its first bytes, not in its name. In a folder, safetensors go before GGUF files.
    ///
    /// - Throws: ``CheckpointError`` where no format fits, else ``SafetensorsError`` or ``GGUFError``.
    public static func open(_ url: URL) throws -> any Checkpoint {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            throw CheckpointError(path: url.path, problem: .missing)
        }
        return isFolder.boolValue ? try open(folder: url) : try open(file: url)
    }

    private static func open(folder: URL) throws -> any Checkpoint {
        for name in [SafetensorsSet.singleFileName, SafetensorsSet.indexFileName]
        where FileManager.default.fileExists(atPath: folder.appending(path: name).path) {
            return try SafetensorsSet(directory: folder)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".gguf") && !$0.hasPrefix(".") }.sorted { $0.precedesInBytes($1) }
        // The parts of a split file are one model.
        var firsts: [String] = []
        for name in names {
            let first = GGUFSplitName(folder.appending(path: name))?.parts[0].lastPathComponent ?? name
            if !firsts.contains(where: { $0.hasSameBytes(as: first) }) { firsts.append(first) }
        }
        guard let first = firsts.first else { throw CheckpointError(path: folder.path, problem: .unknownFormat) }
        guard firsts.count == 1 else { throw CheckpointError(path: folder.path, problem: .severalModels(firsts)) }
        return try GGUFSet(folder.appending(path: first))
    }

    private static func open(file: URL) throws -> any Checkpoint {
        if file.lastPathComponent.hasSuffix(".json") { return try SafetensorsSet(index: file) }
        let mapping: MappedFile
        do {
            mapping = try MappedFile(file)
        } catch {
            throw SafetensorsError(file: file.path, problem: .file(error))
        }
        let format = mapping.withBytes { bytes -> CheckpointFormat? in
            if bytes.prefix(4).elementsEqual("GGUF".utf8) { return .gguf }
            // A safetensors file begins with the length of a header, and the header with a brace.
            return bytes.count >= 9 && bytes[8] == UInt8(ascii: "{") ? .safetensors : nil
        }
        switch format {
        case .gguf: return try GGUFSet(file)
        case .safetensors: return try SafetensorsSet(file: file)
        case nil: throw CheckpointError(path: file.path, problem: .unknownFormat)
        }
    }
}
