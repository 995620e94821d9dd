/// Byte-pair encoding of one piece of text, over characters or over bytes, with everything that a `tokenizer.json` may
/// say about it: unknown characters, byte fallback, signs for the inside and the end of words.
///
/// Source: Sennrich et al., "Neural machine translation of rare words with subword units" (2016), and the model `BPE`
/// of Hugging Face `tokenizers`.
package struct PieceBPE: PieceModel {
    /// The options of the model.
    package struct Options: Sendable {
        /// Whether merging begins with bytes and not with characters.
        package var startsWithBytes = false
        /// The token of characters without one; nil where there is none.
        package var unknownToken: Int32?
        /// Whether unknown characters that follow each other are one token.
        package var fusesUnknown = false
        /// The tokens of bytes, for characters without a token; -1 where one is missing, nil without byte fallback.
        package var byteTokens: [Int32]?
        /// What the names of symbols begin with that do not begin a word.
        package var continuingPrefix: [UInt8] = []
        /// What the name of the last symbol of a word ends with.
        package var wordSuffix: [UInt8] = []
        /// Whether a piece that is a token becomes that token, whatever the merges say.
        package var ignoresMerges = false

        package init() {}
    }

    package let options: Options
    private let symbols: SymbolTable
    private let mergeTable: MergeTable
    /// The tokens that whole pieces become: those of the vocabulary where merges are ignored, and otherwise those that
    /// merging really reaches; nil where their names are not the bytes of pieces.
    private let wholePieces: TokenIndex?
    private let cuts: SpaceSignCuts?
    private let scratchPool = EncoderScratchPool()

    /// - Parameters:
    ///   - tokens: the bytes of the tokens and their ids, as they stand in pieces.
    ///   - merges: by rank; of several merges of a pair the last counts.
    ///   - options: what else the model says.
    package init(tokens: [(bytes: [UInt8], id: Int32)], merges: [Merge], options: Options) {
        self.options = options
        symbols = SymbolTable(
            tokens, prefix: options.continuingPrefix, suffix: options.wordSuffix,
            startsWithBytes: options.startsWithBytes)
        // The table keeps the first merge of a pair.
        mergeTable = MergeTable(merges.reversed(), ranks: merges.indices.reversed().map { UInt32($0) })
        let hasAffixes = !options.continuingPrefix.isEmpty || !options.wordSuffix.isEmpty
        cuts = hasAffixes || options.startsWithBytes ? nil : SpaceSignCuts(tokens: tokens, merges: merges)
        if options.ignoresMerges {
            wholePieces = TokenIndex(tokens)
        } else if hasAffixes {
            wholePieces = nil
        } else {
            wholePieces = TokenIndex(
                Self.reachable(tokens, merges, symbols, mergeTable, startsWithBytes: options.startsWithBytes))
        }
    }

    /// The merged tokens that merging reaches from their own characters: the order of merges may make a token
    /// unreachable, however well it fits.
    private static func reachable(
        _ tokens: [(bytes: [UInt8], id: Int32)], _ merges: [Merge], _ symbols: SymbolTable, _ table: MergeTable,
        startsWithBytes: Bool
    ) -> [(bytes: [UInt8], id: Int32)] {
        let results = Set(merges.map(\.result))
        var merger = PairMerger()
        var pieces: [Int32] = []
        return tokens.filter { bytes, id in
            guard results.contains(id), bytes.count <= PieceKey.longest else { return false }
            pieces.removeAll(keepingCapacity: true)
            let isKnown = bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return false }
                var position = 0
                while position < bytes.count {
                    let (length, codePoint) =
                        startsWithBytes
                        ? (1, UInt32(base[position])) : UTF8Decoding.character(base, at: position, before: bytes.count)
                    position += length
                    let symbol = symbols.find(codePoint, isFirst: true, isLast: false)
                    if symbol < 0 { return false }
                    pieces.append(symbol)
                }
                return true
            }
            guard isKnown else { return false }
            merger.merge(&pieces, by: table)
            return pieces == [id]
        }
    }

    package func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        if let wholePieces, case let token = wholePieces.find(base, count: piece.count), token >= 0 {
            tokens.append(token)
            return
        }
        scratchPool.withScratch { scratch in
            guard let cuts, piece.count > PieceKey.longest else {
                merge(piece, scratch)
                tokens.append(contentsOf: scratch.pieces)
                return
            }
            var start = 0
            while start < piece.count {
                let end = cuts.end(of: base, from: start, before: piece.count)
                encode(base, start..<end, before: piece.count, scratch, into: &tokens)
                start = end
            }
        }
    }

    /// Appends the tokens of a part whose merges do not reach beyond it.
    private func encode(
        _ base: UnsafePointer<UInt8>, _ part: Range<Int>, before end: Int, _ scratch: EncoderScratch,
        into tokens: inout [Int32]
    ) {
        let bytes = UnsafeBufferPointer(start: base + part.lowerBound, count: part.count)
        guard part.count <= PieceKey.longest else {
            merge(bytes, scratch)
            tokens.append(contentsOf: scratch.pieces)
            return
        }
        if let wholePieces, case let token = wholePieces.find(base + part.lowerBound, count: part.count), token >= 0 {
            tokens.append(token)
            return
        }
        let key = PieceKey(base, at: part.lowerBound, count: part.count, end: end)
        if scratch.cache.append(key, to: &tokens) { return }
        merge(bytes, scratch)
        tokens.append(contentsOf: scratch.pieces)
        if scratch.pieces.count <= PieceCache.mostTokens { scratch.cache.remember(scratch.pieces, for: key) }
    }

    private func merge(_ piece: UnsafeBufferPointer<UInt8>, _ scratch: EncoderScratch) {
        scratch.pieces.removeAll(keepingCapacity: true)
        appendSymbols(of: piece, to: &scratch.pieces)
        scratch.merger.merge(&scratch.pieces, by: mergeTable)
    }

    /// The tokens of the single characters or bytes.
    private func appendSymbols(of piece: UnsafeBufferPointer<UInt8>, to pieces: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        // An unknown token waits here for what it may be fused with, and comes out before the next known symbol.
        var isUnknownPending = false
        var position = 0
        while position < piece.count {
            let (length, codePoint) =
                options.startsWithBytes
                ? (1, UInt32(base[position])) : UTF8Decoding.character(base, at: position, before: piece.count)
            let end = position + length
            defer { position = end }
            let token = symbols.find(codePoint, isFirst: position == 0, isLast: end == piece.count)
            if token >= 0 {
                if isUnknownPending, let unknown = options.unknownToken { pieces.append(unknown) }
                isUnknownPending = false
                pieces.append(token)
                continue
            }
            if let byteTokens = options.byteTokens {
                let bytes = symbols.spelling(
                    of: UnsafeBufferPointer(start: base + position, count: length), isFirst: position == 0,
                    isLast: end == piece.count)
                if bytes.allSatisfy({ byteTokens[Int($0)] >= 0 }) {
                    for byte in bytes { pieces.append(byteTokens[Int(byte)]) }
                    continue
                }
            }
            if let unknown = options.unknownToken {
                if isUnknownPending, !options.fusesUnknown { pieces.append(unknown) }
                isUnknownPending = true
            }
        }
        if isUnknownPending, let unknown = options.unknownToken { pieces.append(unknown) }
    }
}
