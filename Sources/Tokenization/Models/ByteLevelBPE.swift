/// Byte-pair encoding over raw bytes: any bytes have tokens, and the tokens give back the same bytes.
package struct ByteLevelBPE: TokenModel {
    package let tokenBytes: TokenBytes
    /// The merges by rank.
    package let merges: [Merge]
    /// Cuts the text into the pieces inside which pairs merge.
    package let pattern: PretokenizerPattern
    /// The token of each single byte.
    private let byteTokens: ConstantTable<Int32>
    private let mergeTable: MergeTable
    private let wholeTokens: WholeTokenTable
    private let scratchPool = EncoderScratchPool()

    /// Builds the lookup tables.
    ///
    /// - Parameters:
    ///   - tokens: the bytes of each token by id, special tokens with their text.
    ///   - byteTokens: the tokens of the bytes 0 to 255.
    ///   - merges: in the order in which they were learned.
    ///   - pattern: cuts the text.
    package init(tokens: [[UInt8]], byteTokens: [Int32], merges: [Merge], pattern: PretokenizerPattern) {
        precondition(byteTokens.count == 256)
        let tokenBytes = TokenBytes(tokens)
        let mergeTable = MergeTable(merges, ranks: merges.indices.map { UInt32($0) })
        self.tokenBytes = tokenBytes
        self.merges = merges
        self.pattern = pattern
        self.byteTokens = ConstantTable(byteTokens)
        self.mergeTable = mergeTable

        var merger = PairMerger()
        var pieces: [Int32] = []
        var reachable: [(bytes: UnsafeBufferPointer<UInt8>, id: Int32)] = []
        for id in byteTokens + merges.map(\.result) {
            let bytes = tokenBytes[id]
            guard bytes.count <= ShortPieceKey.longest else { continue }
            pieces.removeAll(keepingCapacity: true)
            for byte in bytes { pieces.append(byteTokens[Int(byte)]) }
            merger.merge(&pieces, by: mergeTable)
            if pieces == [id] { reachable.append((bytes, id)) }
        }
        wholeTokens = WholeTokenTable(reachable)
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = bytes.baseAddress else { return }
        scratchPool.withScratch { scratch in
            var scanner = PretokenizerScanner(base, count: bytes.count, pattern: pattern)
            while let piece = scanner.next() {
                if piece.count <= ShortPieceKey.longest {
                    let key = ShortPieceKey(base, at: piece.lowerBound, count: piece.count, end: bytes.count)
                    let token = wholeTokens.find(key)
                    if token >= 0 {
                        tokens.append(token)
                        continue
                    }
                }
                encodePiece(base, piece, end: bytes.count, scratch, into: &tokens)
            }
        }
    }

    /// Appends the tokens of a pretoken that is not known to be one token.
    @inline(never)
    private func encodePiece(
        _ base: UnsafePointer<UInt8>, _ piece: Range<Int>, end: Int, _ scratch: EncoderScratch,
        into tokens: inout [Int32]
    ) {
        guard piece.count <= PieceKey.longest else {
            merge(base, piece, scratch)
            tokens.append(contentsOf: scratch.pieces)
            return
        }
        let key = PieceKey(base, at: piece.lowerBound, count: piece.count, end: end)
        if scratch.cache.append(key, to: &tokens) { return }
        merge(base, piece, scratch)
        tokens.append(contentsOf: scratch.pieces)
        if scratch.pieces.count <= PieceCache.mostTokens { scratch.cache.remember(scratch.pieces, for: key) }
    }

    private func merge(_ base: UnsafePointer<UInt8>, _ piece: Range<Int>, _ scratch: EncoderScratch) {
        scratch.pieces.removeAll(keepingCapacity: true)
        for position in piece { scratch.pieces.append(byteTokens[Int(base[position])]) }
        scratch.merger.merge(&scratch.pieces, by: mergeTable)
    }
}
