/// SentencePiece's models `word` and `char`: each word, or each character, is a piece or unknown.
struct ListedPieces: PieceModel {
    private let index: TokenIndex
    private let userDefined: PieceTrie?
    private let unknownToken: Int32
    private let byteTokens: [Int32]?
    private let isByWord: Bool
    private let treatsWhitespaceAsSuffix: Bool

    init(
        _ pieces: [SentencePiece], unknownToken: Int32, byteTokens: [Int32]?, isByWord: Bool,
        treatsWhitespaceAsSuffix: Bool
    ) {
        index = TokenIndex(pieces.enumerated().lazy.map { ($1.name, Int32($0)) })
        let userDefined = pieces.enumerated().filter { $1.type == .userDefined }
        self.userDefined =
            userDefined.isEmpty ? nil : PieceTrie(userDefined.map { ($1.name, 0, Int32($0)) })
        self.unknownToken = unknownToken
        self.byteTokens = byteTokens
        self.isByWord = isByWord
        self.treatsWhitespaceAsSuffix = treatsWhitespaceAsSuffix
    }

    func encode(piece: UnsafeBufferPointer<UInt8>, into tokens: inout [Int32]) {
        guard let base = piece.baseAddress else { return }
        var position = 0
        var followsUnknown = false
        while position < piece.count {
            let end = isByWord ? endOfWord(piece, from: position) : endOfCharacter(piece, from: position)
            let token = index.find(base + position, count: end - position)
            if token >= 0, token != unknownToken {
                tokens.append(token)
                followsUnknown = false
            } else if let byteTokens {
                for byte in piece[position..<end] { tokens.append(byteTokens[Int(byte)]) }
            } else {
                if !followsUnknown { tokens.append(unknownToken) }
                followsUnknown = true
            }
            position = end
        }
    }

    private func endOfCharacter(_ piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        if let length = userDefined?.longestPrefix(of: UnsafeBufferPointer(rebasing: piece[start...])) {
            return start + length
        }
        return min(start + (UTF8Decoding.length(lead: piece[start]) ?? 1), piece.count)
    }

    /// A word begins, or ends, with the sign of a space.
    private func endOfWord(_ piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = endOfCharacter(piece, from: start)
        if treatsWhitespaceAsSuffix {
            var last = start
            while position < piece.count, !isSpace(piece, at: last) {
                last = position
                position = min(position + (UTF8Decoding.length(lead: piece[position]) ?? 1), piece.count)
            }
        } else {
            while position < piece.count, !isSpace(piece, at: position) {
                position = min(position + (UTF8Decoding.length(lead: piece[position]) ?? 1), piece.count)
            }
        }
        return position
    }

    private func isSpace(_ piece: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        piece[position...].starts(with: SentencePiece.spaceSign)
    }
}
