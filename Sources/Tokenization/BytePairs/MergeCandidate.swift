/// A merge that was possible when it was proposed: two neighbours in a sequence, and what they would become.
struct MergeCandidate: BitwiseCopyable, Sendable {
    let rank: UInt32
    let left: Int32
    let right: Int32
    let leftToken: Int32
    let rightToken: Int32
    let result: Int32

    /// Rank first, then position.
    @inline(__always)
    var order: UInt64 { UInt64(rank) << 32 | UInt64(UInt32(bitPattern: left)) }
}
