import Foundations

/// A `tokenizer.bin` of llama2.c: the length of the longest token, then for each token its score (32-bit float), its
/// length (32-bit integer) and its bytes, all little-endian.
///
/// Source: the exporter and the reader of llama2.c. Token 0 is unknown, 1 begins a text, 2 ends it, 3 to 258 are the
/// bytes, and the rest are pieces with plain spaces.
struct Llama2cTokenizerFile {
    /// The bytes of each token by id.
    private(set) var names: [[UInt8]] = []
    /// The score of each token: the best one merges first.
    private(set) var scores: [Float] = []
    private let file: String

    /// Reads the first `vocabularySize` tokens, or all up to the end of the file.
    init(_ bytes: UnsafeRawBufferPointer, file: String, vocabularySize: Int?) throws(TokenizerFileError) {
        self.file = file
        var position = 0
        func read(_ what: String) throws(TokenizerFileError) -> UInt32 {
            guard bytes.count - position >= 4 else {
                throw Self.invalid(file, position, "the file ends before \(what): it is truncated, or no tokenizer.bin")
            }
            defer { position += 4 }
            return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
        }
        let longest = try read("the length of the longest token")
        while vocabularySize.map({ names.count < $0 }) ?? (position < bytes.count) {
            let score = Float(bitPattern: try read("the score of token \(names.count)"))
            guard !score.isNaN else {
                throw Self.invalid(file, position - 4, "the score of token \(names.count) is NaN")
            }
            let length = try read("the length of token \(names.count)")
            guard length <= longest else {
                throw Self.invalid(
                    file, position - 4,
                    "token \(names.count) has \(length) bytes, more than the longest one is said to have (\(longest))")
            }
            guard bytes.count - position >= Int(length) else {
                throw Self.invalid(file, position, "the file ends inside token \(names.count)")
            }
            names.append(Array(bytes[position..<(position + Int(length))]))
            scores.append(score)
            position += Int(length)
        }
        guard names.count >= 3 + 256 else {
            throw Self.invalid(
                file, position, "has \(names.count) tokens, but the special ones and the bytes alone are 259")
        }
        for byte in UInt8.min...UInt8.max {
            let name = TokenizerLayout.byteTokenName(byte)
            guard names[Int(byte) + 3].elementsEqual(name.utf8) else {
                throw Self.invalid(file, position, "token \(Int(byte) + 3) is not \(name)")
            }
        }
    }

    func tokenizer() throws(TokenizerFileError) -> Tokenizer {
        let special = ["<unk>", "<s>", "</s>"].enumerated().map { SpecialToken(text: $1, id: Int32($0)) }
        var names = names
        for token in special { names[Int(token.id)] = Array(token.text.utf8) }
        let isSpecial = names.indices.map { $0 < 3 }
        let byteTokens = (3..<259).map { Int32($0) }
        var seen: [[UInt8]: Int] = [:]
        for (id, name) in names.enumerated() {
            if let other = seen.updateValue(id, forKey: name) {
                throw Self.invalid(file, 0, "the tokens \(other) and \(id) have the same bytes")
            }
        }
        let (merges, ranks) = merges(names)
        let content = ScoredVocabulary(names: names, isSpecial: isSpecial, byteTokens: byteTokens)
        return Tokenizer(
            model: ScoredBPE(
                tokens: content.tokens, characters: content.characters, byteTokens: byteTokens, merges: merges,
                ranks: ranks, beginOfTextToken: 1, unknownToken: 0),
            specialTokens: special)
    }

    /// Every way to put a piece together from two others, the best score first and then by ids; pieces of the same
    /// score have the same rank.
    private func merges(_ names: [[UInt8]]) -> (merges: [Merge], ranks: [UInt32]) {
        var ids: [[UInt8]: Int32] = [:]
        for id in 259..<names.count { ids[names[id]] = Int32(id) }
        let byScore = (259..<names.count).sorted {
            scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1
        }
        var merges: [Merge] = []
        var ranks: [UInt32] = []
        var rank: UInt32 = 0
        for (place, id) in byScore.enumerated() {
            if place > 0, scores[id] != scores[byScore[place - 1]] { rank += 1 }
            let name = names[id]
            var splits: [Merge] = []
            for length in 1..<max(name.count, 1) {
                guard let left = ids[Array(name[..<length])], let right = ids[Array(name[length...])] else { continue }
                splits.append(Merge(left: left, right: right, result: Int32(id)))
            }
            splits.sort { ($0.left, $0.right) < ($1.left, $1.right) }
            merges.append(contentsOf: splits)
            ranks.append(contentsOf: splits.map { _ in rank })
        }
        return (merges, ranks)
    }

    private static func invalid(_ file: String, _ position: Int, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(.invalid, file: file, location: "byte \(position)", detail: detail)
    }
}
