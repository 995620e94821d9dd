import Foundations
import Testing

@Suite("Stable hashes")
struct StableHashTests {
    /// The buffer of the published sanity tests of xxHash.
    private static let sanityBuffer: [UInt8] = {
        var state: UInt64 = 2_654_435_761
        return (0..<222).map { _ in
            defer { state &*= 11_400_714_785_074_694_797 }
            return UInt8(truncatingIfNeeded: state >> 56)
        }
    }()

    @Test(
        "The published vectors come out",
        arguments: [
            (0, 0, 0xEF46_DB37_51D8_E999), (0, 2_654_435_761, 0xAC75_FDA2_929B_17EF),
            (1, 0, 0xE934_A84A_DB05_2768), (1, 2_654_435_761, 0x5014_6076_43A9_B4C3),
            (4, 0, 0x9136_A0DC_A574_57EE), (4, 2_654_435_761, 0xCAAB_286B_D8E9_FDB5),
            (14, 0, 0x8282_DCC4_994E_35C8), (14, 2_654_435_761, 0xC3BD_6BF6_3DEB_6DF0),
            (222, 0, 0xB641_AE8C_B691_C174), (222, 2_654_435_761, 0x20CB_8AB7_AE10_C14A),
        ] as [(Int, UInt64, UInt64)])
    func vectors(length: Int, seed: UInt64, expected: UInt64) {
        #expect(StableHash.xxh64(Array(Self.sanityBuffer.prefix(length)), seed: seed) == expected)
    }

    @Test("Every length from 0 to 221 agrees with the reference implementation")
    func everyLength() {
        // The hash of all these hashes, computed once with python-xxhash.
        var hashes: [UInt8] = []
        for length in 0..<222 {
            let hash = StableHash.xxh64(Array(Self.sanityBuffer.prefix(length)), seed: UInt64(length))
            withUnsafeBytes(of: hash.bigEndian) { hashes.append(contentsOf: $0) }
        }
        #expect(StableHash.xxh64(hashes) == 0x9CB3_64DC_D2D5_AC3C)
    }

    @Test("A text hashes as its UTF-8 bytes, wherever these lie in memory")
    func textAndAlignment() {
        #expect(StableHash.xxh64("abc") == 0x44BC_2CF5_AD77_0999)
        let text = "The heraldic swift that never lands, é and 😀"
        let bytes = [0, 0, 0] + Array(text.utf8)
        let hash = bytes.withUnsafeBytes { StableHash.xxh64(UnsafeRawBufferPointer(rebasing: $0[3...])) }
        #expect(hash == StableHash.xxh64(text))
    }

    @Test("A digest is two hashes, written with all its digits")
    func digest() {
        let digest = StableHash.digest128(Array("abc".utf8))
        #expect(digest.high == StableHash.xxh64("abc"))
        #expect(digest.low == StableHash.xxh64("abc", seed: 0x9E37_79B1_85EB_CA87))
        #expect(digest == StableHash.digest128(Array("abc".utf8)))
        #expect(digest != StableHash.digest128(Array("abd".utf8)))
        #expect(Digest128(high: 0xAB, low: 1).description == "00000000000000ab0000000000000001")
        #expect(Digest128(high: 0, low: 2) < Digest128(high: 1, low: 0))
    }
}
