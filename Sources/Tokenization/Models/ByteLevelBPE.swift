import CKernels

/// Byte-pair encoding over raw bytes: any bytes have tokens, and the tokens give back the same bytes.
package struct ByteLevelBPE: TokenModel {
    package let tokenBytes: TokenBytes
    /// The merges by rank.
    package let merges: [Merge]
    /// Cuts the text into the pieces inside which pairs merge.
    package let pattern: PretokenizerPattern
    /// Whether a piece that is a token becomes that token, even where merging would not lead to it, as in tiktoken and in
    /// Llama 3's `tokenizer.json`.
    package let ignoresMerges: Bool
    /// The token of each single byte.
    private let byteTokens: ConstantTable<Int32>
    private let mergeTable: MergeTable
    private let wholeTokens: WholeTokenTable
    private let kernel: martlet_piece_pattern?
    private let scratchPool = EncoderScratchPool(usesKernels: true)

    /// Builds the lookup tables.
    ///
    /// - Parameters:
    ///   - tokens: the bytes of each token by id, special tokens with their text.
    ///   - byteTokens: the tokens of the bytes 0 to 255.
    ///   - merges: in the order in which they were learned.
    ///   - ranks: the rank of each merge, the lowest first; nil counts the merges. Equal ranks merge from left to right.
    ///   - pattern: cuts the text.
    ///   - ignoresMerges: whether a piece that is a token becomes that token.
    ///   - wholeTokens: the tokens that whole pieces may become where merges are ignored; nil means bytes and merged
    ///     tokens.
    package init(
        tokens: [[UInt8]], byteTokens: [Int32], merges: [Merge], ranks: [UInt32]? = nil, pattern: PretokenizerPattern,
        ignoresMerges: Bool = false, wholeTokens: [Int32]? = nil
    ) {
        precondition(byteTokens.count == 256)
        let tokenBytes = TokenBytes(tokens)
        let mergeTable = MergeTable(merges, ranks: ranks ?? merges.indices.map { UInt32($0) })
        self.tokenBytes = tokenBytes
        self.merges = merges
        self.pattern = pattern
        self.ignoresMerges = ignoresMerges
        self.byteTokens = ConstantTable(byteTokens)
        self.mergeTable = mergeTable
        kernel = pattern.kernel

        if ignoresMerges {
            self.wholeTokens = WholeTokenTable(wholeTokens ?? byteTokens + merges.map(\.result), of: tokenBytes)
            return
        }
        // A token of the vocabulary that the order of merges makes unreachable must not be emitted.
        var merger = PairMerger()
        var pieces: [Int32] = []
        var reachable: [Int32] = []
        for id in byteTokens + merges.map(\.result) {
            let bytes = tokenBytes[id]
            guard bytes.count <= WholeTokenTable.longestKey else { continue }
            pieces.removeAll(keepingCapacity: true)
            for byte in bytes { pieces.append(byteTokens[Int(byte)]) }
            merger.merge(&pieces, by: mergeTable)
            if pieces == [id] { reachable.append(id) }
        }
        self.wholeTokens = WholeTokenTable(reachable, of: tokenBytes)
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = bytes.baseAddress else { return }
        scratchPool.withScratch { scratch in
            scratch.encoder.text = base
            scratch.encoder.position = 0
            scratch.encoder.end = bytes.count
            wholeTokens.install(in: &scratch.encoder)
            var scanner = PretokenizerScanner(base, count: bytes.count, pattern: pattern)
            while true {
                // The kernels encode what is simple and known; one piece that is not is encoded here.
                if let kernel {
                    martlet_encode_pieces(&scratch.encoder, kernel)
                    if scratch.encoder.count + 4 > scratch.encoder.capacity {
                        scratch.flush(into: &tokens)
                        continue
                    }
                    scanner.move(to: scratch.encoder.position)
                }
                guard let piece = scanner.next() else { break }
                encodePiece(base, piece, end: bytes.count, scratch, into: &tokens)
                scratch.encoder.position = piece.upperBound
            }
            scratch.flush(into: &tokens)
        }
    }

    /// Encodes a pretoken of any kind.
    private func encodePiece(
        _ base: UnsafePointer<UInt8>, _ piece: Range<Int>, end: Int, _ scratch: EncoderScratch,
        into tokens: inout [Int32]
    ) {
        if scratch.encoder.count + 4 > scratch.encoder.capacity { scratch.flush(into: &tokens) }
        var shortKey: martlet_piece_key?
        if piece.count <= WholeTokenTable.longestKey {
            let key = martlet_piece_key(base, piece.lowerBound, piece.count, end)
            if martlet_find_piece(&scratch.encoder, key) { return }
            shortKey = key
        } else if ignoresMerges {
            let token = wholeTokens.find(long: UnsafeBufferPointer(start: base + piece.lowerBound, count: piece.count))
            if token >= 0 {
                scratch.encoder.ids[scratch.encoder.count] = token
                scratch.encoder.count += 1
                return
            }
        }
        scratch.flush(into: &tokens)
        guard piece.count <= PieceKey.longest else {
            merge(base, piece, scratch)
            tokens.append(contentsOf: scratch.pieces)
            return
        }
        let key = PieceKey(base, at: piece.lowerBound, count: piece.count, end: end)
        if scratch.cache.append(key, to: &tokens) { return }
        merge(base, piece, scratch)
        tokens.append(contentsOf: scratch.pieces)
        if let shortKey, scratch.pieces.count <= 3 {
            martlet_remember_piece(&scratch.encoder, shortKey, scratch.pieces, scratch.pieces.count)
        } else if scratch.pieces.count <= PieceCache.mostTokens {
            scratch.cache.remember(scratch.pieces, for: key)
        }
    }

    private func merge(_ base: UnsafePointer<UInt8>, _ piece: Range<Int>, _ scratch: EncoderScratch) {
        scratch.pieces.removeAll(keepingCapacity: true)
        for position in piece { scratch.pieces.append(byteTokens[Int(base[position])]) }
        scratch.merger.merge(&scratch.pieces, by: mergeTable)
    }
}
