/// A weight [columns, depth] that is only multiplied with and looked up in: its elements keep the encoding of their file.
///
/// Weights that were put together from several tensors of a file have a part for each, as these may differ in encoding.
public struct FrozenMatrix: Sendable {
    public let parts: [FrozenPart]
    public let columns: Int
    public let depth: Int

    /// Parts of the same depth, one below the other.
    public init(_ parts: [FrozenPart]) {
        precondition(!parts.isEmpty && parts.allSatisfy { $0.depth == parts[0].depth }, "parts of one depth")
        self.parts = parts
        columns = parts.reduce(0) { $0 + $1.columns }
        depth = parts[0].depth
    }

    /// Bytes it takes in memory.
    public var byteCount: Int { parts.reduce(0) { $0 + $1.byteCount } }
}
