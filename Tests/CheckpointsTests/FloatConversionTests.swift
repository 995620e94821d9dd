import Checkpoints
import Foundations
import Testing

@Suite("Float conversion")
struct FloatConversionTests {
    @Test("Every 16-bit float is the number that IEEE 754 says")
    func everyFloat16() {
        var wrong = 0
        for bits in UInt16.min...UInt16.max {
            let sign: Double = bits >> 15 == 1 ? -1 : 1
            let exponent = Int(bits >> 10 & 0x1F)
            let fraction = Double(bits & 0x3FF) / 1024
            let value = FloatConversion.float(float16: bits)
            let expected: Double =
                switch exponent {
                case 0: sign * fraction * 0x1p-14
                case 31: fraction == 0 ? sign * .infinity : .nan
                default: sign * (1 + fraction) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
                }
            if expected.isNaN {
                if !value.isNaN { wrong += 1 }
            } else if Double(value) != expected || value.sign != expected.sign {
                wrong += 1
            }
        }
        #expect(wrong == 0)
    }

    @Test("Every bfloat16 reads as a float that rounds back to it")
    func everyBFloat16() {
        var wrong = 0
        for bits in UInt16.min...UInt16.max {
            let value = FloatConversion.float(bfloat16: bits)
            if value.isNaN {
                if !FloatConversion.float(bfloat16: FloatConversion.bfloat16(value)).isNaN { wrong += 1 }
            } else if FloatConversion.bfloat16(value) != bits {
                wrong += 1
            }
        }
        #expect(wrong == 0)
    }

    @Test("A float becomes the nearest bfloat16, the even one of two")
    func rounding() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<20_000 {
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
            guard value.isFinite else { continue }
            let low = UInt16(value.bitPattern >> 16)
            let rounded = FloatConversion.bfloat16(value)
            let below = abs(Double(value) - Double(FloatConversion.float(bfloat16: low)))
            // One step away from zero; beyond the greatest bfloat16 it counts as the next power of two.
            let step = Double(Float(bitPattern: value.bitPattern & 0xFF80_0000).magnitude.ulp) * 65536
            if below < step / 2 {
                #expect(rounded == low)
            } else if below > step / 2 {
                #expect(rounded == low + 1)
            }
        }
        #expect(FloatConversion.bfloat16(Float(bitPattern: 0x3F80_8000)) == 0x3F80)
        #expect(FloatConversion.bfloat16(Float(bitPattern: 0x3F81_8000)) == 0x3F82)
        #expect(FloatConversion.bfloat16(.greatestFiniteMagnitude) == 0x7F80)
        #expect(FloatConversion.bfloat16(-.infinity) == 0xFF80)
        #expect(FloatConversion.bfloat16(-0.0) == 0x8000)
        #expect(FloatConversion.float(bfloat16: FloatConversion.bfloat16(Float(bitPattern: 0x7F80_0001))).isNaN)
    }
}

extension FloatConversionTests {
    /// The value of a number with `exponentBits` and the rest fraction, as IEEE 754 has it, but for what is special.
    private func value(_ bits: UInt8, exponentBits: Int, bias: Int) -> Double {
        let fractionBits = 7 - exponentBits
        let exponent = Int(bits & 0x7F) >> fractionBits
        let fraction = Double(Int(bits) & (1 << fractionBits - 1)) / Double(1 << fractionBits)
        let sign: Double = bits >> 7 == 1 ? -1 : 1
        func power(_ exponent: Int) -> Double { Double(sign: .plus, exponent: exponent, significand: 1) }
        return sign * (exponent == 0 ? fraction * power(1 - bias) : (1 + fraction) * power(exponent - bias))
    }

    @Test("All 256 numbers of each kind of 8 bits are what their definition says")
    func everyFloat8() {
        func read(_ type: StoredElementType) -> [Float] {
            let bytes = (0...UInt8.max).map { $0 }
            return [Float](unsafeUninitializedCapacity: 256) { floats, count in
                bytes.withUnsafeBytes {
                    FloatConversion.convert(
                        $0, of: type, into: UnsafeMutableBufferPointer(rebasing: floats.prefix(256)))
                }
                count = 256
            }
        }
        let e4m3 = read(.float8E4M3), e5m2 = read(.float8E5M2), e8m0 = read(.float8E8M0)
        for bits in UInt8.min...UInt8.max {
            let four = e4m3[Int(bits)], five = e5m2[Int(bits)], eight = e8m0[Int(bits)]
            if bits & 0x7F == 0x7F {
                #expect(four.isNaN)
            } else {
                #expect(Double(four) == value(bits, exponentBits: 4, bias: 7))
                #expect(four.sign == (bits >> 7 == 1 ? .minus : .plus))
            }
            switch bits & 0x7F {
            case 0x7C: #expect(five == (bits >> 7 == 1 ? -.infinity : .infinity))
            case 0x7D...0x7F: #expect(five.isNaN)
            default: #expect(Double(five) == value(bits, exponentBits: 5, bias: 15))
            }
            if bits == 0xFF {
                #expect(eight.isNaN)
            } else {
                #expect(Double(eight) == Double(sign: .plus, exponent: Int(bits) - 127, significand: 1))
            }
        }
        #expect(e4m3.filter { !$0.isNaN }.max() == 448)
        #expect(e5m2.filter(\.isFinite).max() == 57344)
    }
}
