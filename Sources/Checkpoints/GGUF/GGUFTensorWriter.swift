import Foundations

/// Takes the elements of one tensor, in order and in pieces of any size.
///
/// Obtained from ``GGUFWriter/write(_:metadata:to:content:)``.
public final class GGUFTensorWriter {
    /// The tensor.
    public let tensor: GGUFTensorDescription
    /// The bytes that are still missing.
    public private(set) var remaining: Int

    private let writer: FileWriter
    private let file: String
    private var buffer: [UInt8] = []

    init(_ tensor: GGUFTensorDescription, byteCount: Int, writer: FileWriter, file: String) {
        self.tensor = tensor
        self.writer = writer
        self.file = file
        remaining = byteCount
    }

    /// Appends elements that are already of the tensor's type.
    ///
    /// - Throws: ``GGUFError`` where there are more than the tensor has, or the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(GGUFError) {
        guard bytes.count <= remaining else {
            throw failure(.notWritable("there are \(bytes.count) bytes where \(remaining) are left"))
        }
        remaining -= bytes.count
        do {
            try writer.write(bytes)
        } catch {
            throw GGUFError(file: file, problem: .file(error))
        }
    }

    /// Appends elements, made of the tensor's type here; see ``BlockFormat/quantize(_:importance:into:)``.
    ///
    /// - Parameters:
    ///   - floats: a whole number of blocks.
    ///   - importance: a factor on the squared error of each of `floats`.
    /// - Throws: ``GGUFError`` where the type is not written, an element is beyond it, or as ``write(_:)`` does.
    public func write(
        _ floats: UnsafeBufferPointer<Float>, importance: UnsafeBufferPointer<Float>? = nil
    ) throws(GGUFError) {
        guard let format = BlockFormat(tensor.type), format.isWritable else {
            throw failure(.notWritable("elements of type \(tensor.type.name) are not written"))
        }
        guard floats.count % tensor.type.blockSize == 0 else {
            throw failure(.brokenBlock(rowSize: floats.count, type: tensor.type))
        }
        // A piece at a time: the encoded elements need no more memory than this.
        let pieceSize = 1 << 16
        for start in stride(from: 0, to: floats.count, by: pieceSize) {
            let piece = start..<min(start + pieceSize, floats.count)
            buffer = [UInt8](repeating: 0, count: piece.count / tensor.type.blockSize * tensor.type.blockByteCount)
            do throws(QuantizationError) {
                try buffer.withUnsafeMutableBufferPointer { bytes throws(QuantizationError) in
                    try format.quantize(
                        UnsafeBufferPointer(rebasing: floats[piece]),
                        importance: importance.map { UnsafeBufferPointer(rebasing: $0[piece]) },
                        into: UnsafeMutableRawBufferPointer(bytes))
                }
            } catch {
                throw failure(.notWritable("\(error)"))
            }
            try buffer.withUnsafeBufferPointer { bytes throws(GGUFError) in try write(UnsafeRawBufferPointer(bytes)) }
        }
    }

    private func failure(_ problem: GGUFError.Problem) -> GGUFError {
        GGUFError(file: file, name: tensor.name, problem: problem)
    }
}
