/// Reads stored floats of other widths as 32-bit floats, and rounds 32-bit floats to 16 bits.
public enum FloatConversion {
    /// Fills `floats` with the elements in `bytes`, which need not be aligned.
    ///
    /// All are exact but F64, which is rounded to the nearest float.
    ///
    /// - Parameters:
    ///   - bytes: little-endian elements, `floats.count` of them.
    ///   - type: must be ``StoredElementType/isConvertibleToFloat``.
    public static func convert(
        _ bytes: UnsafeRawBufferPointer, of type: StoredElementType, into floats: UnsafeMutableBufferPointer<Float>
    ) {
        precondition(bytes.count == floats.count * type.byteCount, "as many elements as floats")
        if let format = TensorEncoding.plain(type).ggmlType.flatMap(BlockFormat.init) {
            return format.dequantize(bytes, into: floats)
        }
        switch type {
        case .float64:
            for index in 0..<floats.count {
                let bits = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
                floats[index] = Float(Double(bitPattern: UInt64(littleEndian: bits)))
            }
        case .float8E5M2: for index in 0..<floats.count { floats[index] = float(float8E5M2: bytes[index]) }
        case .float8E4M3: for index in 0..<floats.count { floats[index] = float(float8E4M3: bytes[index]) }
        case .float8E8M0: for index in 0..<floats.count { floats[index] = float(float8E8M0: bytes[index]) }
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

    /// The float that the bits of an F8_E5M2 stand for: the upper half of a binary16.
    ///
    /// Source of both kinds: Micikevicius et al., "FP8 Formats for Deep Learning", 2022, table 1.
    @inline(__always)
    public static func float(float8E5M2 bits: UInt8) -> Float {
        float(float16: UInt16(bits) << 8)
    }

    /// The float that the bits of an F8_E4M3 stand for: no infinities, and NaN where all bits but the sign are set.
    @inline(__always)
    public static func float(float8E4M3 bits: UInt8) -> Float {
        let sign = UInt32(bits & 0x80) << 24
        let magnitude = UInt32(bits & 0x7F)
        if magnitude == 0x7F { return Float(bitPattern: sign | 0x7FC0_0000) }
        // The exponent's bias differs by 120; the product also normalises subnormal numbers, exactly.
        let value = Float(bitPattern: magnitude << 20) * Float(bitPattern: (127 + 120) << 23)
        return Float(bitPattern: value.bitPattern | sign)
    }

    /// The power of two that the bits of an F8_E8M0 stand for, from 2^-127 to 2^127; NaN where all bits are set.
    ///
    /// Source: OCP Microscaling Formats (MX) Specification 1.0, section 5.4.1.
    @inline(__always)
    public static func float(float8E8M0 bits: UInt8) -> Float {
        switch bits {
        case 0: Float(bitPattern: 0x0040_0000)
        case 0xFF: .nan
        default: Float(bitPattern: UInt32(bits) << 23)
        }
    }
}
