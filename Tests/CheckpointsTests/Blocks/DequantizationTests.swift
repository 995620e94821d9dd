import CKernels
import Checkpoints
import Foundations
import Testing

@Suite("Reading blocks")
struct DequantizationTests {
    static let types: [GGMLType] = [
        .f32, .f16, .bf16, .q8_0, .q4_0, .q4_1, .q5_0, .q5_1, .q2K, .q3K, .q4K, .q5K, .q6K, .q8K, .iq4NL, .iq4XS,
        .mxfp4,
    ]
    static let levels = [MARTLET_PORTABLE, MARTLET_AVX2, MARTLET_AVX512, MARTLET_AVX512_BF16]

    /// Random bytes: any of them are blocks of any type.
    private func randomBlocks(_ type: GGMLType, count: Int, seed: UInt64) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        return (0..<count * type.blockByteCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    private func dequantized(_ bytes: ArraySlice<UInt8>, _ format: BlockFormat) -> [Float] {
        let count = bytes.count / format.type.blockByteCount * format.type.blockSize
        return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
            bytes.withUnsafeBytes {
                format.dequantize($0, into: UnsafeMutableBufferPointer(rebasing: floats.prefix(count)))
            }
            initialized = count
        }
    }

    /// Where two lists differ first, bit for bit, where any NaN is as good as another; nil where they are the same.
    private func difference(_ left: [Float], _ right: [Float]) -> Int? {
        if left.count != right.count { return min(left.count, right.count) }
        return left.indices.first {
            left[$0].bitPattern != right[$0].bitPattern && !(left[$0].isNaN && right[$0].isNaN)
        }
    }

    @Test("The readable types are those with a reference here, and no other")
    func readable() {
        #expect(GGMLType.allCases.filter { BlockFormat($0) != nil } == Self.types.sorted { $0.rawValue < $1.rawValue })
        #expect(
            GGMLType.q4K.isReadable && GGMLType.f64.isReadable && !GGMLType.i8.isReadable && !GGMLType.iq2S.isReadable)
    }

    @Test("Every instruction set reads random blocks as the reference does, bit for bit", arguments: types)
    func reference(type: GGMLType) throws {
        for count in [1, 2, 3, 17, 40] {
            let bytes = randomBlocks(type, count: count, seed: UInt64(count))
            let expected = ReferenceBlocks(type: type, bytes: bytes).elements
            for level in Self.levels {
                guard let format = BlockFormat(type, level: level) else { continue }
                #expect(difference(dequantized(bytes[...], format), expected) == nil)
            }
        }
        #expect(BlockFormat(type, level: MARTLET_PORTABLE) != nil)
    }

    @Test("Blocks read one by one, at any address, are those of the whole", arguments: types)
    func split(type: GGMLType) throws {
        let format = try #require(BlockFormat(type))
        let bytes = randomBlocks(type, count: 30, seed: 9)
        let whole = dequantized(bytes[...], format)
        let parts = (0..<30).flatMap { block in
            // A byte before it puts the block at an odd address.
            let shifted = [0] + bytes[block * type.blockByteCount..<(block + 1) * type.blockByteCount]
            return dequantized(shifted[1...], format)
        }
        #expect(difference(whole, parts) == nil)
    }

    @Test("No blocks are no elements")
    func none() throws {
        for type in Self.types { #expect(dequantized([], try #require(BlockFormat(type))).isEmpty) }
    }
}
