/// A SentencePiece vocabulary: text is normalized and divided into pieces; pieces are joined to text.
package struct SentencePieceModel: TokenModel {
    /// The entries by id, as they were stored.
    package let pieces: [SentencePiece]
    package let settings: SentencePieceSettings
    /// The map of characters, in case the vocabulary is written again.
    package let map: PrecompiledCharacterMap?
    package let unknownToken: Int32
    package let tokenBytes: TokenBytes
    private let normalizer: SentencePieceNormalizer
    private let divider: any PieceModel
    /// Whether a token's name begins with the sign of a space.
    private let beginsWithSpace: ConstantTable<Bool>

    /// Builds the lookup tables from entries that have been checked.
    ///
    /// - Parameter matchesUserDefined: whether user-defined pieces are found in the text here.
    init(
        pieces: [SentencePiece], settings: SentencePieceSettings, map: PrecompiledCharacterMap?, unknownToken: Int32,
        byteTokens: [Int32]?, matchesUserDefined: Bool
    ) {
        self.pieces = pieces
        self.settings = settings
        self.map = map
        self.unknownToken = unknownToken
        normalizer = SentencePieceNormalizer(
            settings: settings, map: map,
            userDefined: matchesUserDefined ? pieces.filter { $0.type == .userDefined }.map(\.name) : [])
        switch settings.division {
        case .unigram:
            divider = Unigram(pieces, unknownToken: unknownToken, byteTokens: byteTokens)
        case .bpe:
            divider = ScoredPieceBPE(
                pieces, unknownToken: unknownToken, byteTokens: byteTokens, freezesUserDefined: matchesUserDefined)
        case .word, .character:
            divider = ListedPieces(
                pieces, unknownToken: unknownToken, byteTokens: byteTokens, isByWord: settings.division == .word,
                treatsWhitespaceAsSuffix: settings.treatsWhitespaceAsSuffix)
        }
        tokenBytes = TokenBytes(
            pieces.map { piece in
                switch piece.type {
                case .unknown: settings.unknownSurface
                case .byte: DecoderStep.byte(named: piece.name).map { [$0] } ?? piece.name
                case .control: piece.name
                case .normal, .userDefined, .unused: piece.name.replacing(SentencePiece.spaceSign, with: [0x20])
                }
            })
        beginsWithSpace = ConstantTable(
            pieces.map {
                ![.unknown, .byte, .control].contains($0.type) && $0.name.starts(with: SentencePiece.spaceSign)
            })
    }

    /// The kind of the vocabulary by its division.
    var kind: TokenizerKind {
        switch settings.division {
        case .unigram: .unigram
        case .bpe: .scoredBPE
        case .word: .wordLevel
        case .character: .characters
        }
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        var text: [UInt8] = []
        normalizer.normalize(bytes, into: &text)
        text.withUnsafeBufferPointer { if !$0.isEmpty { divider.encode(piece: $0, into: &tokens) } }
    }

    package var decodesInContext: Bool { settings.addsDummyPrefix || settings.removesExtraWhitespace }

    /// The space before a text goes away with the first token. (SentencePiece also takes further spaces away that tokens
    /// of nothing else begin such a text with, which no text is encoded to.)
    package func dropsLeadingSpace(of token: Int32, after previous: Int32?) -> Bool {
        previous == nil && beginsWithSpace[Int(token)] && decodesInContext
    }

    /// Every way to put a piece together from two others, in the order in which they merge; none but for BPE.
    package var merges: [Merge] {
        guard settings.division == .bpe else { return [] }
        return ScoredSymbols.merges(of: pieces)
    }
}
