/// Turns one piece of normalized and cut text into ids: merges, words from a list, or the most probable division.
package protocol PieceModel: Sendable {
    /// Appends the tokens of `piece`, which is not empty.
    func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32])
}
