public import Foundation

/// The tensors of a model on disk, whatever the format: their names and shapes, and their rows as floats.
///
/// Shapes are row-major in every format, the slowest dimension first. Files are mapped: nothing is read before it is
/// asked for. ``CheckpointFormat/open(_:)`` finds out which format a path holds.
///
/// ```swift
/// let checkpoint = try CheckpointFormat.open(URL(filePath: "model.gguf"))
/// for tensor in checkpoint.checkpointTensors { print(tensor.name, tensor.shape, tensor.encoding.name) }
/// let embeddings = try checkpoint.floats(of: "token_embd.weight")
/// ```
public protocol Checkpoint: Sendable {
    /// The format of the files.
    var format: CheckpointFormat { get }

    /// The file, or the first of them.
    var url: URL { get }

    /// The tensors in the order of their data.
    var checkpointTensors: [CheckpointTensor] { get }

    /// The description of the tensor named `name`, nil when there is none.
    func checkpointTensor(named name: String) -> CheckpointTensor?

    /// Calls `body` with the bytes of a tensor as they are stored, which stay valid until it returns.
    ///
    /// - Throws: an error of the format's own where there is no such tensor, or what `body` throws.
    func withBytes<Result>(of name: String, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result
}

extension Checkpoint {
    /// Reads some rows of a tensor as floats.
    ///
    /// Rows may be split between threads as one likes: each depends on its own bytes alone.
    ///
    /// - Parameters:
    ///   - rows: rows of ``CheckpointTensor/rowSize`` elements, counted over all dimensions but the last.
    ///   - floats: must have room for exactly these rows.
    /// - Throws: ``CheckpointError``.
    public func readRows(
        _ rows: Range<Int>, of name: String, into floats: UnsafeMutableBufferPointer<Float>
    ) throws {
        func failure(_ problem: CheckpointError.Problem) -> CheckpointError {
            CheckpointError(path: url.path, tensor: name, problem: problem)
        }
        guard let tensor = checkpointTensor(named: name) else { throw failure(.missingTensor) }
        guard tensor.encoding.isReadable else { throw failure(.unreadable(tensor.encoding)) }
        guard rows.lowerBound >= 0, rows.upperBound <= tensor.rowCount else {
            throw failure(.rowsOutOfRange(rows, rowCount: tensor.rowCount))
        }
        guard floats.count == rows.count * tensor.rowSize else {
            throw failure(.wrongElementCount(expected: rows.count * tensor.rowSize, actual: floats.count))
        }
        try withBytes(of: name) { bytes in
            let range = rows.lowerBound * tensor.rowByteCount..<rows.upperBound * tensor.rowByteCount
            tensor.encoding.read(UnsafeRawBufferPointer(rebasing: bytes[range]), into: floats)
        }
    }

    /// Reads a whole tensor as floats into `floats`, which must have room for exactly its elements.
    ///
    /// - Throws: ``CheckpointError``.
    public func readFloats(of name: String, into floats: UnsafeMutableBufferPointer<Float>) throws {
        guard let tensor = checkpointTensor(named: name) else {
            throw CheckpointError(path: url.path, tensor: name, problem: .missingTensor)
        }
        try readRows(0..<tensor.rowCount, of: name, into: floats)
    }

    /// A whole tensor as floats, row-major.
    ///
    /// - Throws: ``CheckpointError``.
    public func floats(of name: String) throws -> [Float] {
        guard let tensor = checkpointTensor(named: name), tensor.encoding.isReadable else {
            // The error is the same as that of reading it into a buffer, before memory is taken for it.
            try readFloats(of: name, into: UnsafeMutableBufferPointer(start: nil, count: 0))
            return []
        }
        return try [Float](unsafeUninitializedCapacity: tensor.elementCount) { floats, count in
            let slots = UnsafeMutableBufferPointer(rebasing: floats.prefix(tensor.elementCount))
            try readFloats(of: name, into: slots)
            count = slots.count
        }
    }
}
