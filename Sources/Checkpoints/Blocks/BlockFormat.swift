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

    /// Fills `bytes` with `floats` as elements of this type.
    ///
    /// Q8_0 takes the scale of a block from its greatest element. Q4_0 and the K types search for the scales with the
    /// smallest weighted squared error; greater elements weigh somewhat more.
    ///
    /// - Parameters:
    ///   - floats: a whole number of blocks.
    ///   - importance: a factor on the squared error of each element, finite and not negative, such as the mean square
    ///     of the activation it is multiplied with; nil where all matter alike.
    ///   - bytes: as many blocks as `floats` holds, exactly; need not be aligned.
    /// - Throws: ``QuantizationError`` where an element is beyond what the type can hold.
    public func quantize(
        _ floats: UnsafeBufferPointer<Float>, importance: UnsafeBufferPointer<Float>? = nil,
        into bytes: UnsafeMutableRawBufferPointer
    ) throws(QuantizationError) {
        precondition(importance == nil || importance?.count == floats.count, "as many weights as floats")
        checkSizes(floats: floats.count, bytes: bytes.count)
        guard let quantize = functions.pointee.quantize else { preconditionFailure("\(type.name) is not written") }
        guard let source = floats.baseAddress, let target = bytes.baseAddress else { return }
        let place = martlet_first_beyond(source, floats.count, limit, type.blockSize > 1)
        guard place == floats.count else {
            throw QuantizationError(type: type, index: place, value: floats[place])
        }
        quantize(source, importance?.baseAddress, target, floats.count)
    }

    /// The greatest magnitude that can be written: what half-precision scales hold, and what stays finite as a number.
    private var limit: Float {
        switch type {
        case .f32: .greatestFiniteMagnitude
        // The last before the middle between the greatest number and the power of two after it.
        case .bf16: Float(bitPattern: 0x7F7F_7FFF)
        case .f16: Float(65520).nextDown
        default: 65504
        }
    }

    private func checkSizes(floats: Int, bytes: Int) {
        precondition(floats % type.blockSize == 0, "a whole number of blocks")
        precondition(bytes == floats / type.blockSize * type.blockByteCount, "as many blocks as floats")
    }
}
