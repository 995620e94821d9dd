public import Foundation
import Foundations

/// A safetensors file, mapped into memory, whose header has been checked from end to end.
///
/// Every tensor lies inside the file, none overlaps another, no byte is unaccounted for, and each has exactly the bytes
/// that its shape and element type ask for. Source: the format description of huggingface/safetensors.
public struct SafetensorsFile: Sendable {
    private let mapping: MappedFile
    private let dataStart: Int
    /// Positions in `tensors`, by the bytes of the name: strings would merge canonically equivalent names.
    private let positions: [[UInt8]: Int]

    /// The tensors in the order of their data.
    public let tensors: [SafetensorsEntry]
    /// The free text that the file carries, in the order of the header.
    public let metadata: [(key: String, value: String)]

    /// Where the file is.
    public var url: URL { mapping.url }

    /// Maps the file at `url` and checks its header.
    public init(_ url: URL) throws(SafetensorsError) {
        do {
            mapping = try MappedFile(url)
        } catch {
            throw SafetensorsError(file: url.path, problem: .file(error))
        }
        let mapping = mapping
        let header = try mapping.withBytes { bytes throws(SafetensorsError) in
            try SafetensorsHeader(bytes, file: url.path)
        }
        dataStart = header.dataStart
        tensors = header.entries
        metadata = header.metadata
        positions = Dictionary(uniqueKeysWithValues: header.entries.enumerated().map { (Array($1.name.utf8), $0) })
    }

    /// The description of the tensor named `name`, nil when there is none.
    public func entry(named name: String) -> SafetensorsEntry? {
        positions[Array(name.utf8)].map { tensors[$0] }
    }

    /// The bytes of a tensor: little-endian, row-major, possibly unaligned.
    ///
    /// They are valid only as long as this value is kept in a variable; ``withBytes(of:_:)`` takes care of that.
    public func bytes(of name: String) throws(SafetensorsError) -> UnsafeRawBufferPointer {
        bytes(of: try requiredEntry(named: name))
    }

    /// Calls `body` with the bytes of a tensor, which stay valid until it returns.
    public func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        defer { withExtendedLifetime(mapping) {} }
        return try body(bytes(of: name))
    }

    /// Reads a tensor of F32, F16, BF16 or F64 elements as floats.
    public func floats(of name: String) throws(SafetensorsError) -> [Float] {
        let entry = try requiredEntry(named: name)
        var floats = [Float](repeating: 0, count: entry.elementCount)
        try floats.withUnsafeMutableBufferPointer { floats throws(SafetensorsError) in
            try copyFloats(of: name, into: floats)
        }
        return floats
    }

    /// Reads a tensor of F32, F16, BF16 or F64 elements into `floats`, which must have room for exactly its elements.
    public func copyFloats(
        of name: String, into floats: UnsafeMutableBufferPointer<Float>
    ) throws(SafetensorsError) {
        let entry = try requiredEntry(named: name)
        guard entry.elementType.isConvertibleToFloat else { throw problem(.notFloats(entry.elementType), name) }
        guard entry.elementCount == floats.count else {
            throw problem(.wrongElementCount(expected: entry.elementCount, actual: floats.count), name)
        }
        FloatConversion.convert(bytes(of: entry), of: entry.elementType, into: floats)
        withExtendedLifetime(mapping) {}
    }

    private func bytes(of entry: SafetensorsEntry) -> UnsafeRawBufferPointer {
        let start = dataStart + entry.dataRange.lowerBound
        return UnsafeRawBufferPointer(rebasing: mapping.bytes[start..<start + entry.dataRange.count])
    }

    private func requiredEntry(named name: String) throws(SafetensorsError) -> SafetensorsEntry {
        guard let entry = entry(named: name) else { throw problem(.missingTensor, name) }
        return entry
    }

    private func problem(_ problem: SafetensorsError.Problem, _ tensor: String) -> SafetensorsError {
        SafetensorsError(file: url.path, tensor: tensor, problem: problem)
    }
}
