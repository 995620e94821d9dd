/// A character on its way through normalization.
struct CombiningCharacter: BitwiseCopyable, Sendable {
    var codePoint: UInt32
    /// Its canonical combining class; 0 for a character that stands by itself.
    var combiningClass: UInt8
}
