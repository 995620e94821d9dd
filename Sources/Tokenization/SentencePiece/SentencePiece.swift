/// One entry of a SentencePiece vocabulary.
package struct SentencePiece: Sendable, Hashable {
    /// The name: the text, with ▁ (U+2581) for spaces.
    package var name: [UInt8]
    /// How probable it is (Unigram), or how early it merges (BPE): greater is better.
    package var score: Float
    /// What it is for.
    package var type: SentencePieceType

    package init(name: [UInt8], score: Float, type: SentencePieceType) {
        self.name = name
        self.score = score
        self.type = type
    }

    /// The sign for a space.
    package static let spaceSign: [UInt8] = [0xE2, 0x96, 0x81]
}
