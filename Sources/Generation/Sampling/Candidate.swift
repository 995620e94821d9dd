/// A token and the logit that the model gave it.
struct Candidate {
    let token: Int32
    let logit: Float

    /// Whether this candidate comes first in the order of choice: the higher logit, and of equals the lower id.
    @inline(__always)
    func precedes(_ other: Candidate) -> Bool {
        logit > other.logit || (logit == other.logit && token < other.token)
    }
}
