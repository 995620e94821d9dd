/// Reads stored floats of other widths as 32-bit floats, and rounds 32-bit floats to 16 bits.
public enum FloatConversion {
    /// Fills `floats` with the elements in `bytes`, which need not be aligned.
    ///
    /// F16 and BF16 are exact; F64 is rounded to the nearest float.
    ///
    /// - Parameters:
    ///   - bytes: little-endian elements, `floats.count` of them.
    ///   - type: must be ``StoredElementType/isConvertibleToFloat``.
    public static func convert(
        _ bytes: UnsafeRawBufferPointer, of type: StoredElementType, into floats: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(bytes.count == floats.count * type.byteCount, "as many elements as floats")
        guard let source = bytes.baseAddress else { return }
        switch type {
        case .float32:
            for index in 0..<floats.count {
                let bits = source.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
                floats[index] = Float(bitPattern: UInt32(littleEndian: bits))
            }
        case .bfloat16:
            for index in 0..<floats.count {
                let bits = source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                floats[index] = float(bfloat16: UInt16(littleEndian: bits))
            }
        case .float16:
            for index in 0..<floats.count {
                let bits = source.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                floats[index] = float(float16: UInt16(littleEndian: bits))
            }
        case .float64:
            for index in 0..<floats.count {
                let bits = source.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
                floats[index] = Float(Double(bitPattern: UInt64(littleEndian: bits)))
            }
        default: preconditionFailure("\(type.rawValue) elements are no floats")
        }
    }

    /// The float that the bits of a bfloat16 stand for: the upper half of the float's own bits.
    @inline(__always)
    public static func float(bfloat16 bits: UInt16) -> Float {
        Float(bitPattern: UInt32(bits) << 16)
    }

    /// The bits of the bfloat16 nearest to `value`, ties to even; NaN stays NaN.
    @inline(__always)
    public static func bfloat16(_ value: Float) -> UInt16 {
        let bits = value.bitPattern
        if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x0040 }
        return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
    }

    /// The float that the bits of an IEEE 754 binary16 stand for.
    @inline(__always)
    public static func float(float16 bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let magnitude = UInt32(bits & 0x7FFF) << 13
        if bits & 0x7C00 == 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000 | magnitude) }
        // The exponent's bias differs by 112; the product also normalises subnormal numbers, exactly.
        let value = Float(bitPattern: magnitude) * Float(bitPattern: (127 + 112) << 23)
        return Float(bitPattern: value.bitPattern | sign)
    }
}
