extension Unigram {
    /// The model of a SentencePiece vocabulary: normal pieces with their scores, and user-defined ones with a score that
    /// nothing beats.
    init(_ pieces: [SentencePiece], unknownToken: Int32, byteTokens: [Int32]?) {
        let scores = pieces.lazy.filter { $0.type == .normal }.map(\.score)
        // SentencePiece begins its search for the greatest score at the smallest positive number.
        let greatest = max(scores.max() ?? 0, .leastNormalMagnitude)
        var found: [(bytes: [UInt8], score: Double, id: Int32)] = []
        for (id, piece) in pieces.enumerated() {
            switch piece.type {
            case .normal: found.append((piece.name, Double(piece.score), Int32(id)))
            case .userDefined:
                let score = Float(Double(Float(piece.name.count) * greatest) - 0.1)
                found.append((piece.name, Double(score), Int32(id)))
            default: break
            }
        }
        self.init(
            pieces: found, minimumScore: Double(scores.min() ?? .greatestFiniteMagnitude), unknownToken: unknownToken,
            byteTokens: byteTokens, convention: .sentencePiece)
    }
}
