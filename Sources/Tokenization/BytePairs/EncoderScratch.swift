/// What one thread needs while it encodes: buffers, and the pretokens it has merged before.
///
/// Not synchronized: the pool that owns the values hands each to one caller at a time, and only that caller touches it
/// until it gives it back.
final class EncoderScratch: @unchecked Sendable {
    var pieces: [Int32] = []
    var merger = PairMerger()
    var cache = PieceCache()
}
