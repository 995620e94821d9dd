import CKernels
import Checkpoints
import Foundations
import Testing

@Suite("Writing blocks")
struct QuantizationTests {
    static let types: [GGMLType] = [.f32, .f16, .bf16, .q8_0, .q4_0, .q4K, .q5K, .q6K]
    static let quantized = types.filter { $0.blockSize > 1 }

    /// Rows of numbers of the normal distribution, by Box and Muller.
    static func normal(_ count: Int, seed: UInt64, deviation: Float = 0.02) -> [Float] {
        var random = SplitMix64(seed: seed)
        func uniform() -> Float { (Float(random.next() >> 40) + 0.5) / Float(1 << 24) }
        return (0..<count).map { _ in
            let radius = (-2 * logarithm(uniform())).squareRoot()
            return deviation * radius * cosine(2 * .pi * uniform())
        }
    }

    @Test("The types that are written are these")
    func writable() {
        #expect(GGMLType.allCases.filter(\.isWritable) == Self.types.sorted { $0.rawValue < $1.rawValue })
    }

    @Test("The error is within the limits of the format's own tests", arguments: types)
    func limits(type: GGMLType) throws {
        func data(_ offset: Float) -> [Float] { (0..<4096).map { 0.1 + 2 * cosine(Float($0) + offset) } }
        let one = data(0), other = data(1)
        let read = try one.roundTrip(type)
        let squares = zip(one, read).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
        #expect(squares.squareRoot() / 4096 <= 0.002)
        let exact = zip(one, other).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let approximate = zip(read, try other.roundTrip(.q8_0)).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(exact - approximate) / 4096 <= 0.02)
    }

    @Test("Every instruction set and every split gives the same bytes", arguments: types)
    func sameBytes(type: GGMLType) throws {
        let floats = Self.normal(256 * 12, seed: 2)
        let importance = Self.normal(256 * 12, seed: 3).map { $0 * $0 }
        for weights in [nil, importance] {
            let whole = try floats[...].quantized(type, importance: weights?[...])
            let parts = try (0..<12).flatMap { block in
                let range = 256 * block..<256 * (block + 1)
                return try floats[range].quantized(type, importance: weights?[range])
            }
            #expect(whole == parts)
            for level in [MARTLET_PORTABLE, MARTLET_AVX2, MARTLET_AVX512] where BlockFormat(type, level: level) != nil {
                let bytes = try floats[...].quantized(type, importance: weights?[...], level: level)
                #expect(bytes == whole)
            }
        }
    }

    @Test("A scale is never worse than that of the greatest element, over all elements", arguments: quantized)
    func betterThanPlain(type: GGMLType) throws {
        // The plain way: part by part, the scale that the extremes ask for, exactly held.
        let partSize = type == .q6K ? 16 : 32
        let steps: Float = [.q4_0: 15, .q4K: 15, .q5K: 31, .q6K: 63, .q8_0: 254][type]!
        let floats = Self.normal(256 * 64, seed: 4)
        var plain = 0.0
        for start in stride(from: 0, to: floats.count, by: partSize) {
            let part = floats[start..<start + partSize]
            let isSymmetric = type != .q4K && type != .q5K
            let low = isSymmetric ? -part.map(abs).max()! : part.min()!
            let high = isSymmetric ? -low : part.max()!
            let scale = (high - low) / steps
            for value in part {
                let read = low + ((value - low) / scale).rounded() * scale
                plain += Double((value - read) * (value - read))
            }
        }
        let searched = zip(floats, try floats.roundTrip(type)).reduce(0.0) {
            $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
        }
        #expect(searched < plain * (type == .q8_0 ? 1.05 : 1))
    }

    @Test("What matters more is kept better", arguments: [GGMLType.q4_0, .q4K, .q5K, .q6K])
    func importance(type: GGMLType) throws {
        let floats = Self.normal(256 * 32, seed: 5)
        let importance = floats.indices.map { Float($0 % 8 == 0 ? 1 : 0.01) }
        let evenly = try floats.roundTrip(type), weighted = try floats.roundTrip(type, importance: importance)
        func error(_ read: [Float]) -> Double {
            stride(from: 0, to: floats.count, by: 8).reduce(0) { $0 + Double(abs(floats[$1] - read[$1])) }
        }
        #expect(error(weighted) < 0.85 * error(evenly))
        // No importance at all is no reason to fail.
        let nothing = try floats.roundTrip(type, importance: [Float](repeating: 0, count: floats.count))
        #expect(nothing.allSatisfy { $0.isFinite })
    }

    @Test(
        "Blocks of one value, of zeros, of tiny and of great numbers stay close to what they were", arguments: quantized
    )
    func extremes(type: GGMLType) throws {
        for value: Float in [0, 1, -1, 0.37, -0.37, 1e-3, -65504, 65504, 1e-9, 1e-30, .leastNonzeroMagnitude] {
            let read = try [Float](repeating: value, count: 256).roundTrip(type)
            let tolerance = max(abs(value) * 0.08, 1e-6)
            #expect(read.allSatisfy { abs($0 - value) <= tolerance }, "\(value) became \(read[0])")
        }
        // One great element must not drag the sign of the others along.
        for spike: Float in [1000, -1000] {
            var floats = [Float](repeating: 0, count: 256)
            floats[77] = spike
            let read = try floats.roundTrip(type)
            #expect(abs(read[77] - spike) < 40)
            #expect(read.enumerated().allSatisfy { $0.offset == 77 || abs($0.element) < 40 })
        }
    }

    @Test("What a type cannot hold is refused, with its place", arguments: types)
    func refusals(type: GGMLType) throws {
        var floats = Self.normal(512, seed: 6)
        for (value, isPlainTaken) in [(Float.nan, true), (.infinity, true), (-.infinity, true), (1e38, false)] {
            floats[300] = value
            if type.blockSize == 1, isPlainTaken || type != .f16 {
                let read = try floats.roundTrip(type)[300]
                #expect(value.isNaN ? read.isNaN : abs(read - value) <= abs(value) / 256 || read == value)
            } else {
                let error = try #require(throws: QuantizationError.self) { try floats.roundTrip(type) }
                #expect(error.index == 300)
                #expect("\(error)".contains("element 300") && "\(error)".contains(type.name))
            }
        }
    }

    @Test("F16 and BF16 are rounded to the nearest, the even one of two, for every number and its middle")
    func halves() throws {
        for type in [GGMLType.f16, .bf16] {
            let count = type == .f16 ? 0x7BFF : 0x7F7F
            func number(_ bits: Int) -> Float {
                type == .f16
                    ? FloatConversion.float(float16: UInt16(bits)) : FloatConversion.float(bfloat16: UInt16(bits))
            }
            let numbers = (0..<count).map(number)
            let middles = (0..<count).map { number($0) + (number($0 + 1) - number($0)) / 2 }
            let exact = try numbers.roundTrip(type), negative = try numbers.map { -$0 }.roundTrip(type)
            #expect(exact == numbers)
            #expect(negative == numbers.map { -$0 })
            let even = try middles.roundTrip(type)
            #expect(even == (0..<count).map { number($0 + $0 % 2) })
            let below = try middles.map(\.nextDown).roundTrip(type), above = try middles.map(\.nextUp).roundTrip(type)
            #expect(below == numbers)
            #expect(above == (0..<count).map { number($0 + 1) })
        }
    }
}
