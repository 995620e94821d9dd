import Foundations

/// Chooses the held-out part of a corpus by the hash of each document.
///
/// Whether a document is held out depends on its own bytes, the share and the seed alone, never on other documents:
/// adding or removing some moves no other, and equal texts are always on the same side.
struct HeldOutRule: Sendable {
    let share: Double
    let seed: UInt64

    /// The digest by which a document is known: that of its bytes without the white space at its end.
    static func digest(of bytes: [UInt8]) -> Digest128 {
        var count = bytes.count
        while count > 0, bytes[count - 1].isWhiteSpace { count -= 1 }
        return bytes.withUnsafeBytes { StableHash.digest128(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    /// The part to which the document with this digest belongs.
    func split(of digest: Digest128) -> CorpusSplit {
        var random = SplitMix64(seed: seed)
        var mixed = SplitMix64(seed: random.next() ^ digest.low)
        return mixed.uniform() < share ? .heldOut : .train
    }

    /// The smallest seed that puts at least one of these documents on each side; nil when none below 10,000 does.
    func smallestSeed(fitting digests: some Collection<Digest128>) -> UInt64? {
        (0..<10_000).first { seed in
            let rule = HeldOutRule(share: share, seed: seed)
            return digests.contains { rule.split(of: $0) == .train }
                && digests.contains { rule.split(of: $0) == .heldOut }
        }
    }
}
