/// A vocabulary whose texts are cut by pre-tokenizers and turned into ids piece by piece.
///
/// What a piece becomes depends on nothing but its bytes, so that pieces are remembered, whatever the model.
package struct TextPipeline: TokenModel {
    package let pretokenizers: [any Pretokenizer]
    package let model: any PieceModel
    package let decoding: TokenDecoding
    package let kind: TokenizerKind
    package let unknownToken: Int32?
    private let scratchPool = EncoderScratchPool()

    /// - Parameters:
    ///   - kind: what kind of vocabulary this is.
    ///   - pretokenizers: cut the text, one after the other.
    ///   - model: turns a piece into ids.
    ///   - decoding: turns ids into bytes.
    ///   - unknownToken: the token of what the vocabulary cannot express; nil where it expresses everything.
    package init(
        kind: TokenizerKind, pretokenizers: [any Pretokenizer], model: any PieceModel, decoding: TokenDecoding,
        unknownToken: Int32?
    ) {
        self.kind = kind
        self.pretokenizers = pretokenizers
        self.model = model
        self.decoding = decoding
        self.unknownToken = unknownToken
    }

    package var tokenBytes: TokenBytes { decoding.tokenBytes }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, beginsText: Bool, into tokens: inout [Int32]) {
        var text = PretokenizedText(bytes, beginsText: beginsText)
        for pretokenizer in pretokenizers { pretokenizer.cut(&text) }
        text.bytes.withUnsafeBufferPointer { bytes in
            scratchPool.withScratch { scratch in
                for piece in text.pieces { encode(piece, of: bytes, scratch, into: &tokens) }
            }
        }
    }

    package func encode(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        encode(bytes, beginsText: true, into: &tokens)
    }

    @inline(__always)
    private func encode(
        _ piece: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, _ scratch: EncoderScratch,
        into tokens: inout [Int32]
    ) {
        guard let base = bytes.baseAddress, piece.count <= PieceKey.longest else {
            model.encode(piece: UnsafeBufferPointer(rebasing: bytes[piece]), into: &tokens)
            return
        }
        let key = PieceKey(base, at: piece.lowerBound, count: piece.count, end: bytes.count)
        if scratch.cache.append(key, to: &tokens) { return }
        scratch.pieces.removeAll(keepingCapacity: true)
        model.encode(piece: UnsafeBufferPointer(rebasing: bytes[piece]), into: &scratch.pieces)
        tokens.append(contentsOf: scratch.pieces)
        if scratch.pieces.count <= PieceCache.mostTokens { scratch.cache.remember(scratch.pieces, for: key) }
    }

    package var decodesInContext: Bool { decoding.dependsOnContext }

    package func appendBytes(of token: Int32, after previous: Int32?, to bytes: inout [UInt8]) {
        decoding.appendBytes(of: token, after: previous, to: &bytes)
    }
}
