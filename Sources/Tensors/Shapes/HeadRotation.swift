/// Which heads of each row are rotated, by which angles, and whether they are normalized before.
public struct HeadRotation: Sendable {
    /// The first head of a row that takes part.
    public var firstHead: Int
    /// How many heads take part.
    public var heads: Int
    /// Elements of a head.
    public var size: Int
    /// The first elements of a head that are turned, as many as the table has angles for; the others keep their place.
    public var turned: Int { table.map { 2 * $0.cosine.columns } ?? 0 }
    /// The position of each row.
    public var positions: [Int32]
    /// The angles by position; nil where heads are normalized alone.
    public var table: RotaryTable?
    /// The weight of an RMS norm over each head before the rotation; nil for none.
    public var weight: Parameter?
    /// What is added to that weight: 1 where weights lie around 0.
    public var offset: Float
    /// Added under the root of that norm.
    public var epsilon: Float

    /// The factor on each element after the norm.
    var factors: Tensor? { weight?.values(plus: offset) }

    /// Describes a rotation of `heads` heads from `firstHead` on.
    public init(
        firstHead: Int, heads: Int, size: Int, positions: [Int32], table: RotaryTable?, weight: Parameter? = nil,
        offset: Float = 0,
        epsilon: Float = 1e-6
    ) {
        precondition((table.map { 2 * $0.cosine.columns } ?? 0) <= size, "more angles than a head of \(size) has pairs")
        self.firstHead = firstHead
        self.heads = heads
        self.size = size
        self.positions = positions
        self.table = table
        self.weight = weight
        self.offset = offset
        self.epsilon = epsilon
    }
}
