/// A document that was read and left out.
public struct DroppedDocument: Sendable, Hashable {
    /// Where it was read.
    public let origin: DocumentOrigin
    /// Why it was left out.
    public let reason: DropReason
    /// How many bytes it has in its file.
    public let byteCount: Int
    /// What exactly is wrong; empty where the reason says it all.
    public let detail: String

    public init(origin: DocumentOrigin, reason: DropReason, byteCount: Int, detail: String = "") {
        self.origin = origin
        self.reason = reason
        self.byteCount = byteCount
        self.detail = detail
    }
}
