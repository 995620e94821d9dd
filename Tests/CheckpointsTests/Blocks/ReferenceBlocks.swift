import Checkpoints

/// One element of one block at a time, as the format's description has it: the reference of the fast paths.
struct ReferenceBlocks {
    let type: GGMLType
    let bytes: [UInt8]

    /// Every element of every block.
    var elements: [Float] {
        stride(from: 0, to: bytes.count, by: type.blockByteCount).flatMap { start in
            (0..<type.blockSize).map { element($0, block: Array(bytes[start..<start + type.blockByteCount])) }
        }
    }

    private func element(_ index: Int, block: [UInt8]) -> Float {
        /// Bits of a byte.
        func bits(_ byte: Int, _ shift: Int, _ count: Int) -> Int { Int(block[byte]) >> shift & (1 << count - 1) }
        func half(_ byte: Int) -> Float {
            FloatConversion.float(float16: UInt16(block[byte]) | UInt16(block[byte + 1]) << 8)
        }
        func signed(_ byte: Int) -> Float { Float(Int8(bitPattern: block[byte])) }
        /// The four bits of element `index` of 32 in the 16 bytes from `start`.
        func nibble(_ start: Int, _ index: Int) -> Int { bits(start + index % 16, index / 16 * 4, 4) }

        switch type {
        case .f32:
            return Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(block[$1]) << UInt32(8 * $1) })
        case .f16: return half(0)
        case .bf16: return FloatConversion.float(bfloat16: UInt16(block[0]) | UInt16(block[1]) << 8)
        case .q8_0: return half(0) * signed(2 + index)
        case .q4_0: return half(0) * Float(nibble(2, index) - 8)
        case .q4_1: return half(0) * Float(nibble(4, index)) + half(2)
        case .q5_0: return half(0) * Float(nibble(6, index) + 16 * bits(2 + index / 8, index % 8, 1) - 16)
        case .q5_1: return half(0) * Float(nibble(8, index) + 16 * bits(4 + index / 8, index % 8, 1)) + half(2)
        case .q2K:
            let part = index / 16
            let quant = bits(16 + index / 128 * 32 + index % 32, index % 128 / 32 * 2, 2)
            return half(80) * Float(bits(part, 0, 4)) * Float(quant) - half(82) * Float(bits(part, 4, 4))
        case .q3K:
            let part = index / 16
            let scale = bits(96 + part % 8, part / 8 * 4, 4) + 16 * bits(104 + part % 4, part / 4 * 2, 2) - 32
            let quant = bits(32 + index / 128 * 32 + index % 32, index % 128 / 32 * 2, 2)
            return half(108) * Float(scale) * Float(quant + 4 * bits(index % 32, index / 32, 1) - 4)
        case .q4K, .q5K:
            let part = index / 32
            let (scale, minimum) = scaleAndMinimum(part, Array(block[4..<16]))
            let quants = type == .q4K ? 16 : 48
            var quant = bits(quants + index / 64 * 32 + index % 32, index % 64 / 32 * 4, 4)
            if type == .q5K { quant += 16 * bits(16 + index % 32, part, 1) }
            return half(0) * scale * Float(quant) - half(2) * minimum
        case .q6K:
            let low = bits(index / 128 * 64 + index % 64, index % 128 / 64 * 4, 4)
            let high = bits(128 + index / 128 * 32 + index % 32, index % 128 / 32 * 2, 2)
            return half(208) * signed(192 + index / 16) * Float(low + 16 * high - 32)
        case .q8K:
            let scale = ReferenceBlocks(type: .f32, bytes: Array(block[0..<4])).elements[0]
            return scale * signed(4 + index)
        case .iq4NL: return half(0) * Self.iq4[nibble(2, index)]
        case .iq4XS:
            let part = index / 32
            let scale = bits(4 + part / 2, part % 2 * 4, 4) + 16 * bits(2 + part / 4, part % 4 * 2, 2) - 32
            return half(0) * Float(scale) * Self.iq4[nibble(8 + 16 * part, index % 32)]
        case .mxfp4:
            let magnitude: [Float] = [0, 0.5, 1, 1.5, 2, 3, 4, 6]
            let quant = nibble(1, index)
            // The reference implementation knows no negative zero.
            let value = quant < 9 ? magnitude[quant % 8] : -magnitude[quant - 8]
            return Float(Double(value) * Double(sign: .plus, exponent: Int(block[0]) - 127, significand: 1))
        default: preconditionFailure("\(type) has no reference")
        }
    }

    private func scaleAndMinimum(_ part: Int, _ packed: [UInt8]) -> (Float, Float) {
        if part < 4 { return (Float(packed[part] & 63), Float(packed[part + 4] & 63)) }
        let scale = packed[part + 4] & 15 | (packed[part - 4] >> 6) << 4
        let minimum = packed[part + 4] >> 4 | (packed[part] >> 6) << 4
        return (Float(scale), Float(minimum))
    }

    private static let iq4: [Float] = [
        -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
    ]
}
