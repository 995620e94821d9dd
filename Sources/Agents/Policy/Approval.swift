/// A verdict, bound to exactly what it was given on.
public struct Approval: Sendable, Hashable {
    /// What the policy said.
    public var verdict: Verdict
    /// The hash of what would be done, when the policy was asked.
    public var fingerprint: String

    /// A verdict on what has this fingerprint.
    public init(verdict: Verdict, fingerprint: String) {
        self.verdict = verdict
        self.fingerprint = fingerprint
    }
}
