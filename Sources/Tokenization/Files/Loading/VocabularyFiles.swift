import Foundation
import Foundations

/// Vocabularies in files of their own, from before `tokenizer.json`, as the `tokenizer.json` that does the same.
enum VocabularyFiles {
    /// GPT-2's pair of files: an object of names and ids, and a list of merges, one a line.
    ///
    /// Names that are neither bytes nor made by a merge are special tokens.
    static func document(vocabulary: URL, merges: URL) throws -> JSONValue {
        let names = try JSONValue(contentsOf: vocabulary)
        guard let members = names.object?.members else {
            throw TokenizerFileError(
                .invalid, file: vocabulary.path, location: "the file", detail: "is no object of names and ids")
        }
        var pairs: [JSONValue] = []
        var ordinary: Set<[UInt8]> = []
        for byte in UInt8.min...UInt8.max { ordinary.insert(Array(ByteAlphabet.text(of: [byte]).utf8)) }
        let lines = try MappedFile(merges).withBytes { Array($0) }.split(
            separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty || number == 0 && line.starts(with: "#version".utf8) { continue }
            let sides = line.split(separator: 0x20, omittingEmptySubsequences: false)
            guard sides.count == 2, let left = String(validating: sides[0], as: UTF8.self),
                let right = String(validating: sides[1], as: UTF8.self)
            else {
                throw TokenizerFileError(
                    .invalid, file: merges.path, location: "line \(number + 1)",
                    detail: "should be two names with a space between them")
            }
            ordinary.insert(Array(sides[0]) + sides[1])
            pairs.append([.string(left), .string(right)])
        }
        let added = members.filter { !ordinary.contains(Array($0.key.utf8)) }
        let byteLevel: JSONValue = [
            "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true,
        ]
        return document(
            addedTokens: added.compactMap { member in member.value.int.map { (member.key, $0) } },
            pretokenizer: byteLevel, decoder: byteLevel,
            model: [
                "type": "BPE", "dropout": nil, "unk_token": nil, "continuing_subword_prefix": nil,
                "end_of_word_suffix": nil, "fuse_unk": false, "byte_fallback": false, "vocab": names,
                "merges": .array(pairs),
            ])
    }

    /// BERT's list of words, one a line; small letters unless `tokenizer_config.json` beside it says otherwise.
    static func document(wordList: URL) throws -> JSONValue {
        let bytes = try MappedFile(wordList).withBytes { Array($0) }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard lines.contains("[UNK]") else {
            throw TokenizerFileError(
                .invalid, file: wordList.path, location: "the file",
                detail: "has no line [UNK], so it is no vocabulary of BERT; supported is \(TokenizerSource.supported)")
        }
        let configuration = wordList.deletingLastPathComponent().appending(path: "tokenizer_config.json")
        let lowercases = (try? JSONValue(contentsOf: configuration))?["do_lower_case"]?.bool ?? true
        let special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].compactMap { name in
            lines.firstIndex { $0.utf8.elementsEqual(name.utf8) }.map { (name, $0) }
        }
        var processor = JSONValue.null
        if let begin = special.first(where: { $0.0 == "[CLS]" }), let end = special.first(where: { $0.0 == "[SEP]" }) {
            processor = [
                "type": "BertProcessing", "sep": [.string(end.0), .integer(end.1)],
                "cls": [.string(begin.0), .integer(begin.1)],
            ]
        }
        return document(
            addedTokens: special,
            normalizer: [
                "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": nil,
                "lowercase": .bool(lowercases),
            ], pretokenizer: ["type": "BertPreTokenizer"], postProcessor: processor,
            decoder: ["type": "WordPiece", "prefix": "##", "cleanup": true],
            model: [
                "type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": .object(JSONObject(members: lines.enumerated().map { .init(key: $1, value: .integer($0)) })),
            ])
    }

    private static func document(
        addedTokens: [(text: String, id: Int)], normalizer: JSONValue = .null, pretokenizer: JSONValue,
        postProcessor: JSONValue = .null, decoder: JSONValue, model: JSONValue
    ) -> JSONValue {
        [
            "version": "1.0", "truncation": nil, "padding": nil,
            "added_tokens": .array(
                addedTokens.map {
                    [
                        "id": .integer($0.id), "content": .string($0.text), "single_word": false, "lstrip": false,
                        "rstrip": false, "normalized": false, "special": true,
                    ]
                }),
            "normalizer": normalizer, "pre_tokenizer": pretokenizer, "post_processor": postProcessor,
            "decoder": decoder, "model": model,
        ]
    }
}
