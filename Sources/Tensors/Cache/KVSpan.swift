/// Neighbouring rows of a batch that are the next positions of a sequence.
public struct KVSpan {
    /// The sequence, which has room for the positions.
    public let sequence: KVSequence
    /// The positions of the rows.
    public let positions: Range<Int>

    /// The rows that follow what `sequence` holds.
    public init(_ sequence: KVSequence, rows: Int) {
        self.sequence = sequence
        positions = sequence.count..<sequence.count + rows
    }
}
