/// Puts a tokenizer together from the entries of a SentencePiece vocabulary, wherever they were stored.
enum SentencePieceTokenizer {
    /// Checks the entries and builds the tokenizer.
    ///
    /// - Parameters:
    ///   - findsUserDefinedFirst: whether user-defined pieces cut the text before spaces are added, as llama.cpp does
    ///     it, and not while it is normalized, as SentencePiece does.
    ///   - file: for errors.
    static func make(
        _ pieces: [SentencePiece], settings: SentencePieceSettings, map: PrecompiledCharacterMap?, begin: Int32?,
        end: Int32?, findsUserDefinedFirst: Bool, file: String
    ) throws(TokenizerFileError) -> Tokenizer {
        func invalid(_ id: Int, _ detail: String) -> TokenizerFileError {
            TokenizerFileError(.invalid, file: file, location: "pieces[\(id)]", detail: detail)
        }
        guard pieces.count <= Int(Int32.max) else { throw invalid(pieces.count, "there are too many pieces") }
        var ids: [[UInt8]: Int] = [:]
        for (id, piece) in pieces.enumerated() {
            if piece.name.isEmpty { throw invalid(id, "has no name") }
            if piece.score.isNaN { throw invalid(id, "the score is no number") }
            if let other = ids.updateValue(id, forKey: piece.name), !findsUserDefinedFirst {
                throw invalid(id, "has the name of pieces[\(other)]")
            }
        }
        guard let unknown = pieces.firstIndex(where: { $0.type == .unknown }) else {
            throw TokenizerFileError(.invalid, file: file, location: "pieces", detail: "none is of the type unknown")
        }
        var byteTokens: [Int32]?
        if settings.hasByteFallback {
            var tokens = [Int32](repeating: -1, count: 256)
            for byte in UInt8.min...UInt8.max {
                guard let id = ids[Array(TokenizerLayout.byteTokenName(byte).utf8)], pieces[id].type == .byte else {
                    throw TokenizerFileError(
                        .invalid, file: file, location: "pieces",
                        detail: "there is byte fallback, but no token \(TokenizerLayout.byteTokenName(byte))")
                }
                tokens[Int(byte)] = Int32(id)
            }
            byteTokens = tokens
        }
        let model = SentencePieceModel(
            pieces: pieces, settings: settings, map: map, unknownToken: Int32(unknown), byteTokens: byteTokens,
            matchesUserDefined: !findsUserDefinedFirst)
        var added: [AddedToken] = []
        for (id, piece) in pieces.enumerated() {
            guard let text = String(validating: piece.name, as: UTF8.self) else { continue }
            if piece.type == .control {
                added.append(AddedToken(text: text, id: Int32(id)))
            } else if piece.type == .userDefined, findsUserDefinedFirst {
                added.append(
                    AddedToken(text: text.replacing("\u{2581}", with: " "), id: Int32(id), isSpecial: false))
            }
        }
        return Tokenizer(model: model, addedTokens: added, beginOfTextToken: begin, endOfTextToken: end)
    }
}
