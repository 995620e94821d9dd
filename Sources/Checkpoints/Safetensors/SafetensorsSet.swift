public import Foundation
import Foundations

/// The tensors of a model: one safetensors file, or several with an index, read as one.
public struct SafetensorsSet: Sendable {
    /// The name of the file of a model that is not split.
    public static let singleFileName = "model.safetensors"
    /// The name of the index of a model that is split.
    public static let indexFileName = "model.safetensors.index.json"

    /// The files in the order of their names.
    public let files: [SafetensorsFile]
    /// The tensors of all files, file by file in the order of their data.
    public let tensors: [SafetensorsEntry]
    /// The file that holds each tensor, by the bytes of its name.
    private let positions: [[UInt8]: Int]
    private let path: String

    /// Opens the model in a folder: `model.safetensors`, or else the files that `model.safetensors.index.json` names.
    public init(directory: URL) throws(SafetensorsError) {
        let index = directory.appending(path: Self.indexFileName)
        let single = directory.appending(path: Self.singleFileName)
        // As in transformers, a file that holds everything goes before an index left from another time.
        if FileManager.default.fileExists(atPath: single.path) {
            try self.init(files: [single], path: single.path)
        } else if FileManager.default.fileExists(atPath: index.path) {
            try self.init(index: index)
        } else {
            throw SafetensorsError(file: directory.path, problem: .noModel)
        }
    }

    /// Opens a model that is a single file.
    public init(file url: URL) throws(SafetensorsError) {
        try self.init(files: [url], path: url.path)
    }

    /// Opens the files that an index names; they must lie beside it and hold every tensor where the index says.
    public init(index url: URL) throws(SafetensorsError) {
        func malformed(_ reason: String) -> SafetensorsError {
            SafetensorsError(file: url.path, problem: .malformed(reason))
        }
        let json: JSONValue
        do {
            json = try JSONValue(contentsOf: url)
        } catch let error as JSONError {
            throw SafetensorsError(file: url.path, problem: .notJSON(error))
        } catch let error as FileError {
            throw SafetensorsError(file: url.path, problem: .file(error))
        } catch {
            throw malformed("\(error)")
        }
        guard let map = json["weight_map"]?.object else { throw malformed("'weight_map' is missing or no object") }
        if let name = map.firstRepeatedKey {
            throw SafetensorsError(file: url.path, tensor: name, problem: .repeatedName)
        }
        var fileNames: [String] = []
        var fileOfTensor: [(tensor: String, file: String)] = []
        for member in map.members {
            guard let name = member.value.string else { throw malformed("the file of '\(member.key)' is no string") }
            guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")), !name.utf8.contains(0), name != "..",
                name != "."
            else { throw malformed("'\(name)', the file of '\(member.key)', is no name of a file beside the index") }
            fileOfTensor.append((member.key, name))
            if !fileNames.contains(where: { $0.hasSameBytes(as: name) }) { fileNames.append(name) }
        }
        guard !fileNames.isEmpty else { throw malformed("'weight_map' names no files") }
        fileNames.sort { $0.precedesInBytes($1) }
        let folder = url.deletingLastPathComponent()
        try self.init(files: fileNames.map { folder.appending(path: $0) }, path: url.path)
        for (tensor, name) in fileOfTensor {
            guard let position = positions[Array(tensor.utf8)], fileNames[position].hasSameBytes(as: name) else {
                throw SafetensorsError(
                    file: folder.appending(path: name).path, tensor: tensor, problem: .missingTensor)
            }
        }
    }

    private init(files urls: [URL], path: String) throws(SafetensorsError) {
        var files: [SafetensorsFile] = []
        var tensors: [SafetensorsEntry] = []
        var positions: [[UInt8]: Int] = [:]
        for (position, url) in urls.enumerated() {
            let file = try SafetensorsFile(url)
            for entry in file.tensors where positions.updateValue(position, forKey: Array(entry.name.utf8)) != nil {
                throw SafetensorsError(file: url.path, tensor: entry.name, problem: .repeatedName)
            }
            files.append(file)
            tensors += file.tensors
        }
        self.files = files
        self.tensors = tensors
        self.positions = positions
        self.path = path
    }

    /// The description of the tensor named `name`, nil when there is none.
    public func entry(named name: String) -> SafetensorsEntry? {
        positions[Array(name.utf8)].flatMap { files[$0].entry(named: name) }
    }

    /// The bytes of a tensor; see ``SafetensorsFile/bytes(of:)``.
    public func bytes(of name: String) throws(SafetensorsError) -> UnsafeRawBufferPointer {
        try file(of: name).bytes(of: name)
    }

    /// Calls `body` with the bytes of a tensor; see ``SafetensorsFile/withBytes(of:_:)``.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        try file(of: name).withBytes(of: name, body)
    }

    /// A tensor's elements as floats; see ``SafetensorsFile/floats(of:)``.
    public func floats(of name: String) throws(SafetensorsError) -> [Float] {
        try file(of: name).floats(of: name)
    }

    /// Reads a tensor's elements as floats; see ``SafetensorsFile/copyFloats(of:into:)``.
    public func copyFloats(
        of name: String, into floats: UnsafeMutableBufferPointer<Float>
    ) throws(SafetensorsError) {
        try file(of: name).copyFloats(of: name, into: floats)
    }

    private func file(of name: String) throws(SafetensorsError) -> SafetensorsFile {
        guard let position = positions[Array(name.utf8)] else {
            throw SafetensorsError(file: path, tensor: name, problem: .missingTensor)
        }
        return files[position]
    }
}
