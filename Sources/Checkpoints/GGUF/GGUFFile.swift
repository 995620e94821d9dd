public import Foundation
import Foundations

/// A GGUF file, mapped into memory, whose header has been checked from end to end.
///
/// Versions 2 and 3, little-endian. Every tensor lies inside the file at a multiple of the alignment and none overlaps
/// another. Opening takes memory for the keys, the single values and the tensor descriptions, at most 64 bytes for each
/// byte of the file's header; arrays stay in the file. Source: the GGUF specification in ggml-org/ggml.
public struct GGUFFile: Sendable {
    private let mapping: MappedFile
    /// Positions in `tensors`, by the bytes of the name: strings would merge canonically equivalent names.
    private let positions: [[UInt8]: Int]

    /// The version of the format.
    public let version: Int
    /// What the file says about the model and its vocabulary.
    public let metadata: GGUFMetadata
    /// What the beginning of every tensor is a multiple of.
    public let alignment: Int
    /// The tensors in the order of their data.
    public let tensors: [GGUFTensor]

    /// Where the file is.
    public var url: URL { mapping.url }

    /// The size of the file in bytes.
    public var byteCount: Int { mapping.count }

    /// Maps the file at `url` and checks its header.
    public init(_ url: URL) throws(GGUFError) {
        do {
            mapping = try MappedFile(url)
        } catch {
            throw GGUFError(file: url.path, problem: .file(error))
        }
        let mapping = mapping
        let header = try mapping.withBytes { bytes throws(GGUFError) in
            try GGUFHeader(bytes, mapping: mapping)
        }
        version = Int(header.version)
        metadata = header.metadata
        alignment = header.alignment
        tensors = header.tensors
        positions = Dictionary(
            uniqueKeysWithValues: header.tensors.enumerated().map { (Array($1.name.utf8), $0) })
    }

    /// The description of the tensor named `name`, nil when there is none.
    public func tensor(named name: String) -> GGUFTensor? {
        positions[Array(name.utf8)].map { tensors[$0] }
    }

    /// The bytes of a tensor: little-endian, row-major, in blocks of its type.
    ///
    /// They are valid only as long as this value is kept in a variable; ``withBytes(of:_:)`` takes care of that.
    public func bytes(of name: String) throws(GGUFError) -> UnsafeRawBufferPointer {
        guard let tensor = tensor(named: name) else {
            throw GGUFError(file: url.path, name: name, problem: .missingTensor)
        }
        return UnsafeRawBufferPointer(rebasing: mapping.bytes[tensor.fileRange])
    }

    /// Calls `body` with the bytes of a tensor, which stay valid until it returns.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Result)
        throws -> Result
    {
        defer { withExtendedLifetime(mapping) {} }
        return try body(bytes(of: name))
    }
}
