import CKernels
import Checkpoints
import Foundation
import Testing

func cosine(_ angle: Float) -> Float { cosf(angle) }
func logarithm(_ value: Float) -> Float { logf(value) }

extension ArraySlice<Float> {
    /// These floats as blocks of `type`.
    func quantized(
        _ type: GGMLType, importance: ArraySlice<Float>? = nil, level: martlet_level = martlet_best_level()
    ) throws -> [UInt8] {
        let format = try #require(BlockFormat(type, level: level))
        var bytes = [UInt8](repeating: 0xEE, count: count / type.blockSize * type.blockByteCount)
        try bytes.withUnsafeMutableBytes { bytes in
            try withUnsafeBufferPointer { floats in
                if let importance {
                    try importance.withUnsafeBufferPointer {
                        try format.quantize(floats, importance: $0, into: bytes)
                    }
                } else {
                    try format.quantize(floats, into: bytes)
                }
            }
        }
        return bytes
    }
}

extension [Float] {
    /// What is left of these floats when they were blocks of `type`.
    func roundTrip(_ type: GGMLType, importance: [Float]? = nil) throws -> [Float] {
        let bytes = try self[...].quantized(type, importance: importance?[...])
        let format = try #require(BlockFormat(type))
        return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
            bytes.withUnsafeBytes {
                format.dequantize($0, into: UnsafeMutableBufferPointer(rebasing: floats.prefix(count)))
            }
            initialized = count
        }
    }
}
