/// A token and the logit that it has after bias and penalties.
struct Candidate: Hashable {
    let token: Int32
    let logit: Float

    /// Whether this candidate comes first in the order of choice: the higher logit, and of equals the lower id.
    @inline(__always)
    func precedes(_ other: Candidate) -> Bool {
        logit > other.logit || (logit == other.logit && token < other.token)
    }

    init(token: Int32, logit: Float) {
        self.token = token
        self.logit = logit
    }

    /// A number that is the lower the earlier the candidate comes: whole numbers are sorted faster.
    @inline(__always)
    var sortKey: UInt64 {
        // Adding 0 makes -0 the equal of 0 that it is.
        let bits = (logit + 0).bitPattern
        let ascending = bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
        return UInt64(~ascending) << 32 | UInt64(UInt32(bitPattern: token))
    }

    /// The candidate of a ``sortKey``.
    @inline(__always)
    init(sortKey: UInt64) {
        let ascending = ~UInt32(truncatingIfNeeded: sortKey >> 32)
        let bits = ascending & 0x8000_0000 != 0 ? ascending ^ 0x8000_0000 : ~ascending
        self.init(token: Int32(bitPattern: UInt32(truncatingIfNeeded: sortKey)), logit: Float(bitPattern: bits))
    }
}
