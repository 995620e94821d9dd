import CKernels

/// Byte-pair encoding over characters as SentencePiece has it: of all neighbours whose joined text is a piece, those of
/// the best score merge first, the leftmost of equals.
///
/// A text is cut where no piece can bridge, between a character and the sign of a space as a rule: this changes no
/// token, and words that have been merged before are remembered. Source: `bpe_model.cc` of google/sentencepiece.
struct ScoredPieceBPE: PieceModel {
    private let symbols: ScoredSymbols
    private let cuts: SpaceCuts
    private let wholeTokens: WholeTokenTable
    private let unknownToken: Int32
    private let scratchPool = EncoderScratchPool()

    init(_ pieces: [SentencePiece], unknownToken: Int32, byteTokens: [Int32]?, freezesUserDefined: Bool) {
        let symbols = ScoredSymbols(
            pieces, unknownToken: unknownToken, byteTokens: byteTokens, freezesUserDefined: freezesUserDefined)
        self.symbols = symbols
        self.unknownToken = unknownToken
        cuts = SpaceCuts(pieces.lazy.filter { [.normal, .userDefined, .unused].contains($0.type) }.map(\.name))
        let scratch = EncoderScratch(usesKernels: false)
        let names = TokenBytes(pieces.map(\.name))
        var reachable: [Int32] = []
        for (id, piece) in pieces.enumerated() where piece.name.count <= WholeTokenTable.longestKey {
            symbols.encode(names[Int32(id)], scratch)
            if scratch.pieces == [Int32(id)] { reachable.append(Int32(id)) }
        }
        wholeTokens = WholeTokenTable(reachable, of: names)
    }

    func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        let first = tokens.count
        scratchPool.withScratch { scratch in
            var start = 0
            while start < piece.count {
                let end = cuts.end(of: base, from: start, before: piece.count)
                let count = end - start
                if count <= WholeTokenTable.longestKey {
                    let token = wholeTokens.find(short: martlet_piece_key(base, start, count, piece.count))
                    if token >= 0 {
                        tokens.append(token)
                        start = end
                        continue
                    }
                }
                encode(base, start..<end, before: piece.count, scratch, first: first, into: &tokens)
                start = end
            }
        }
    }

    /// Appends the tokens of a part that is not known to be one token.
    private func encode(
        _ base: UnsafePointer<UInt8>, _ part: Range<Int>, before end: Int, _ scratch: EncoderScratch, first: Int,
        into tokens: inout [Int32]
    ) {
        // A run of unknown characters is one token, across parts too.
        let followsUnknown = tokens.count > first && tokens[tokens.count - 1] == unknownToken
        let bytes = UnsafeBufferPointer(start: base + part.lowerBound, count: part.count)
        let key =
            part.count <= PieceKey.longest && !followsUnknown
            ? PieceKey(base, at: part.lowerBound, count: part.count, end: end) : nil
        if let key, scratch.cache.append(key, to: &tokens) { return }
        symbols.encode(bytes, scratch)
        let skipped = followsUnknown && scratch.pieces.first == unknownToken ? 1 : 0
        tokens.append(contentsOf: scratch.pieces.dropFirst(skipped))
        if let key, scratch.pieces.count <= PieceCache.mostTokens { scratch.cache.remember(scratch.pieces, for: key) }
    }
}
