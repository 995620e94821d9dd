public import Foundation
public import Foundations

/// The `vocab.txt` that BERT was published with: a token a line, its id the number of the line from 0 on.
///
/// What is done to text before stands in `tokenizer_config.json` beside it. Source: the tokenizer of
/// google-research/bert; the settings are those of transformers' `BertTokenizer`.
struct BertVocabularyFile {
    let names: [[UInt8]]
    let file: String

    init(_ bytes: UnsafeRawBufferPointer, file: String) throws(TokenizerFileError) {
        self.file = file
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            Array(line.last == 0x0D ? line.dropLast() : line)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard !lines.isEmpty, lines.count <= Int(Int32.max) else {
            throw TokenizerFileError(.invalid, file: file, location: "the file", detail: "has no tokens")
        }
        names = lines
    }

    /// The tokenizer, with the settings of a `tokenizer_config.json`; nil for the usual ones.
    func tokenizer(_ settings: JSONValue?) throws(TokenizerFileError) -> Tokenizer {
        let lowercases = settings?["do_lower_case"]?.bool ?? true
        let separatesChinese = settings?["tokenize_chinese_chars"]?.bool ?? true
        let stripsAccents = settings?["strip_accents"]?.bool ?? lowercases
        func name(_ key: String, _ usual: String) -> String {
            settings?[key]?.string ?? settings?[key]?["content"]?.string ?? usual
        }
        let roles = [
            name("unk_token", "[UNK]"), name("cls_token", "[CLS]"), name("sep_token", "[SEP]"),
            name("pad_token", "[PAD]"), name("mask_token", "[MASK]"),
        ]
        var ids: [Int32?] = []
        for role in roles { ids.append(names.firstIndex(of: Array(role.utf8)).map { Int32($0) }) }
        guard let unknown = ids[0], let begin = ids[1], let end = ids[2] else {
            throw TokenizerFileError(
                .invalid, file: file, location: "the file",
                detail: "lacks one of the tokens \(roles[0]), \(roles[1]) and \(roles[2])")
        }
        let added = zip(roles, ids).compactMap { role, id in id.map { AddedToken(text: role, id: $0) } }
        let tokens = names.enumerated().map { (bytes: $1, id: Int32($0)) }
        return Tokenizer(
            model: TextPipeline(
                kind: .wordPiece, pretokenizers: [BertPretokenizer()],
                model: WordPiece(tokens: tokens, unknownToken: unknown),
                decoding: TokenDecoding(names: names, steps: [.wordPiece(prefix: "##", cleansUp: true)]),
                unknownToken: unknown),
            addedTokens: added,
            normalizer: BertNormalizer(
                separatesChinese: separatesChinese, stripsAccents: stripsAccents, lowercases: lowercases),
            postProcessor: PostProcessor(
                single: [.tokens([begin], typeID: 0), .first(typeID: 0), .tokens([end], typeID: 0)],
                pair: [
                    .tokens([begin], typeID: 0), .first(typeID: 0), .tokens([end], typeID: 0), .second(typeID: 1),
                    .tokens([end], typeID: 1),
                ]))
    }
}

extension Tokenizer {
    /// The file of a vocabulary in the manner of BERT.
    public static let bertVocabularyFileName = "vocab.txt"

    /// Loads the `vocab.txt` of BERT.
    ///
    /// - Parameters:
    ///   - url: the file.
    ///   - settings: the `tokenizer_config.json` that belongs to it; nil for the usual settings, which lowercase.
    /// - Throws: ``TokenizerFileError`` where the file has no tokens or lacks one that begins, ends or replaces,
    ///   `FileError` where it cannot be read.
    public convenience init(bertVocabulary url: URL, settings: JSONValue? = nil) throws {
        let tokenizer = try MappedFile(url).withBytes { bytes in
            try BertVocabularyFile(bytes, file: url.path).tokenizer(settings)
        }
        self.init(copying: tokenizer)
    }
}
