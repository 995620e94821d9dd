package import CKernels

/// How the elements of one type of GGUF become floats, and floats such elements.
///
/// Rows lie as blocks side by side, and a block depends on its own elements alone: any whole number of blocks may be
/// read or written by itself, by any thread, with the same bits. The processor's instruction set changes none either.
/// Source: the block layouts in `ggml-common.h` of ggml-org/ggml.
public struct BlockFormat: Sendable {
    /// The type of the elements.
    public let type: GGMLType

    /// A constant table that nobody writes: safe to share between threads.
    private nonisolated(unsafe) let functions: UnsafePointer<martlet_block_format>

    /// nil where elements of this type cannot be read as floats.
    public init?(_ type: GGMLType) {
        self.init(type, level: martlet_best_level())
    }

    /// The format as `level` computes it; nil where this processor lacks the level, or elements cannot be read.
    package init?(_ type: GGMLType, level: martlet_level) {
        guard let functions = martlet_block_format_at(level, type.rawValue) else { return nil }
        assert(functions.pointee.block_size == type.blockSize && functions.pointee.block_bytes == type.blockByteCount)
        self.type = type
        self.functions = functions
    }

    /// Whether floats can be written as elements of this type.
    public var isWritable: Bool { functions.pointee.quantize != nil }

    /// Fills `floats` with the elements of the blocks in `bytes`, which need not be aligned.
    ///
    /// - Parameters:
    ///   - bytes: as many blocks as `floats` holds, exactly.
    ///   - floats: a whole number of blocks.
    public func dequantize(_ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>) {
        checkSizes(floats: floats.count, bytes: bytes.count)
        guard let source = bytes.baseAddress, let target = floats.baseAddress else { return }
        functions.pointee.dequantize(source, target, floats.count)
    }

    private func checkSizes(floats: Int, bytes: Int) {
        precondition(floats % type.blockSize == 0, "a whole number of blocks")
        precondition(bytes == floats / type.blockSize * type.blockByteCount, "as many blocks as floats")
    }
}
