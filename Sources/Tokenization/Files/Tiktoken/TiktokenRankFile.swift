import Foundations

/// A rank file of tiktoken: on each line the bytes of a token in base64, a space, and its rank, which is its id.
///
/// Two neighbouring tokens merge when their bytes together are a token, the one of the lowest rank first; so every way to
/// put a token together is a merge of that token's rank. Source: `load_tiktoken_bpe` and `byte_pair_merge` of tiktoken.
struct TiktokenRankFile {
    /// The bytes of each token, by line.
    private(set) var tokens: [[UInt8]] = []
    /// The rank of each token, by line.
    private(set) var ranks: [Int32] = []
    private let file: String

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(TokenizerFileError) {
        self.file = file
        var lines: [[UInt8]: Int] = [:]
        var usedRanks: [Int32: Int] = [:]
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            guard let space = line.firstIndex(of: 0x20) else {
                throw Self.invalid(file, number, "should be a token in base64, a space and a rank")
            }
            guard let token = Base64.decode(line[..<space]), !token.isEmpty else {
                throw Self.invalid(file, number, "\"\(String(decoding: line[..<space], as: UTF8.self))\" is no base64")
            }
            let digits = line[line.index(after: space)...]
            guard let rank = Int32(String(decoding: digits, as: UTF8.self)), rank >= 0, rank < Int32.max else {
                throw Self.invalid(
                    file, number, "\"\(String(decoding: digits, as: UTF8.self))\" is no rank from 0 to 2^31 - 2")
            }
            if let other = lines.updateValue(number, forKey: token) {
                throw Self.invalid(file, number, "has the token of line \(other) again")
            }
            if let other = usedRanks.updateValue(number, forKey: rank) {
                throw Self.invalid(file, number, "has the rank \(rank) of line \(other) again")
            }
            tokens.append(token)
            ranks.append(rank)
        }
        // Ids index arrays: a rank far beyond the number of tokens must not cost memory.
        let limit = tokens.count * 2 + 1024
        if let largest = ranks.max(), Int(largest) > limit {
            throw Self.invalid(
                file, usedRanks[largest] ?? 0, "the rank \(largest) is too large for a file of \(tokens.count) tokens")
        }
        for byte in UInt8.min...UInt8.max where lines[[byte]] == nil {
            throw TokenizerFileError(
                .invalid, file: file, location: "the file", detail: "has no token for the byte \(byte)")
        }
    }

    /// The tokenizer with this split pattern and these special tokens.
    func tokenizer(_ encoding: TiktokenEncoding) throws(TokenizerFileError) -> Tokenizer {
        let count = Int(max(ranks.max() ?? 0, encoding.specialTokens.map(\.id).max() ?? 0)) + 1
        guard count <= tokens.count * 2 + 4096 + encoding.specialTokens.count else {
            throw TokenizerFileError(
                .invalid, file: file, location: "the special tokens",
                detail: "an id is too large for a file of \(tokens.count) tokens")
        }
        var vocabulary = [[UInt8]](repeating: [], count: count)
        for (token, rank) in zip(tokens, ranks) { vocabulary[Int(rank)] = token }
        for special in encoding.specialTokens {
            guard special.id >= 0, vocabulary[Int(special.id)].isEmpty else {
                throw TokenizerFileError(
                    .invalid, file: file, location: "the special tokens",
                    detail:
                        "the id \(special.id) of \(special.text) is that of another token; is this the rank file of "
                        + "\(encoding.name)?")
            }
            vocabulary[Int(special.id)] = Array(special.text.utf8)
        }
        let index = TokenByteIndex(tokens, ids: ranks)
        var merges: [Merge] = []
        merges.reserveCapacity(tokens.count * 2)
        for rank in ranks.sorted() {
            let token = vocabulary[Int(rank)]
            if token.count > 1 { index.appendSplits(of: token, result: rank, to: &merges) }
        }
        let byteTokens = (UInt8.min...UInt8.max).map { index.find([$0]) }
        return Tokenizer(
            model: ByteLevelBPE(
                tokens: vocabulary, byteTokens: byteTokens, merges: merges,
                ranks: merges.map { UInt32(bitPattern: $0.result) }, pattern: encoding.pattern, ignoresMerges: true,
                wholeTokens: ranks),
            specialTokens: encoding.specialTokens)
    }

    private static func invalid(_ file: String, _ line: Int, _ detail: String) -> TokenizerFileError {
        TokenizerFileError(.invalid, file: file, location: "line \(line)", detail: detail)
    }
}
