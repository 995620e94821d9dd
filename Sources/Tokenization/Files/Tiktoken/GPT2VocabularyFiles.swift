import Foundations

/// The two files of GPT-2's vocabulary: `encoder.json` (or `vocab.json`) names the tokens in the alphabet of bytes and
/// gives their ids, `vocab.bpe` (or `merges.txt`) has a merge a line, by rank, after a line with the version.
struct GPT2VocabularyFiles {
    private let names: [[UInt8]: Int32]
    private let merges: [Merge]
    private let vocabularyFile: String

    init(
        vocabulary: JSONValue, vocabularyFile: String, merges bytes: UnsafeRawBufferPointer, mergesFile: String
    ) throws(TokenizerFileError) {
        self.vocabularyFile = vocabularyFile
        let node = TokenizerNode(value: vocabulary, file: vocabularyFile, location: "the file")
        var names: [[UInt8]: Int32] = [:]
        for member in try node.object().members {
            names[Array(member.key.utf8)] = try node[member.key].tokenID()
        }
        func invalid(_ line: Int, _ detail: String) -> TokenizerFileError {
            TokenizerFileError(.invalid, file: mergesFile, location: "line \(line)", detail: detail)
        }
        var merges: [Merge] = []
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty || (number == 1 && line.starts(with: "#version".utf8)) { continue }
            let parts = line.split(separator: 0x20, omittingEmptySubsequences: false).map { Array($0) }
            guard parts.count == 2 else { throw invalid(number, "should be two names with a space between them") }
            guard let left = names[parts[0]], let right = names[parts[1]] else {
                let unknown = names[parts[0]] == nil ? parts[0] : parts[1]
                throw invalid(number, "merges an unknown token, \"\(String(decoding: unknown, as: UTF8.self))\"")
            }
            guard let result = names[parts[0] + parts[1]] else {
                let unknown = String(decoding: parts[0] + parts[1], as: UTF8.self)
                throw invalid(number, "makes an unknown token, \"\(unknown)\"")
            }
            merges.append(Merge(left: left, right: right, result: result))
        }
        self.names = names
        self.merges = merges
    }

    func tokenizer(pattern: PretokenizerPattern) throws(TokenizerFileError) -> Tokenizer {
        var tokens = [[UInt8]](repeating: [], count: names.count)
        var isTaken = [Bool](repeating: false, count: names.count)
        var byteTokens = [Int32](repeating: -1, count: 256)
        var special: [SpecialToken] = []
        for (name, id) in names {
            let text = String(decoding: name, as: UTF8.self)
            guard Int(id) < names.count, !isTaken[Int(id)] else {
                throw TokenizerFileError(
                    .invalid, file: vocabularyFile, location: text,
                    detail: "has the id \(id), but ids must be those from 0 to \(names.count - 1), each once")
            }
            isTaken[Int(id)] = true
            if text != SpecialToken.endOfText, let bytes = ByteAlphabet.bytes(of: text), !bytes.isEmpty {
                tokens[Int(id)] = bytes
                if bytes.count == 1 { byteTokens[Int(bytes[0])] = id }
            } else {
                tokens[Int(id)] = name
                special.append(SpecialToken(text: text, id: id))
            }
        }
        if let byte = byteTokens.firstIndex(of: -1) {
            throw TokenizerFileError(
                .invalid, file: vocabularyFile, location: "the file", detail: "has no token for the byte \(byte)")
        }
        return Tokenizer(
            model: ByteLevelBPE(tokens: tokens, byteTokens: byteTokens, merges: merges, pattern: pattern),
            specialTokens: special)
    }
}
