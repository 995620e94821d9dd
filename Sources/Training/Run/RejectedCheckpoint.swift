public import Foundation

/// A checkpoint that could not be used, and why.
public struct RejectedCheckpoint: Sendable, Hashable {
    /// Its folder.
    public let url: URL
    /// What is wrong with it.
    public let reason: String
}
