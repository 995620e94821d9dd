import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("vocab.txt of BERT")
struct BertVocabularyTests {
    private let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    private func tokenizer(_ lines: [String], settings: JSONValue? = nil, ending: String = "\n") throws -> Tokenizer {
        let file = folder.file("vocab.txt")
        try AtomicFile.write(lines.joined(separator: ending) + ending, to: file)
        return try Tokenizer(bertVocabulary: file, settings: settings)
    }

    private let words = TinyEncoder.vocabulary

    @Test("Words are cut, lowered, freed of accents and put together", arguments: ["\n", "\r\n"])
    func encode(ending: String) throws {
        let tokenizer = try tokenizer(words, ending: ending)
        #expect(tokenizer.vocabularySize == words.count && tokenizer.kind == .wordPiece)
        #expect(tokenizer.encode("The birds, naïve中 FLYING!") == [5, 6, 8, 1, 11, 12, 9, 10, 13])
        #expect(tokenizer.encode("bird", addingSpecialTokens: true) == [2, 6, 3])
        let pair = tokenizer.encode("bird", pairedWith: "sings")
        #expect(pair.tokens == [2, 6, 3, 7, 8, 3] && pair.typeIDs == [0, 0, 0, 1, 1, 1])
        #expect(tokenizer.encode("[MASK]", allowingSpecialTokens: true) == [4])
        #expect(tokenizer.encode("[MASK]").contains(4) == false)
    }

    @Test("The settings say whether letters keep their case and accents")
    func settings() throws {
        let settings: JSONValue = ["do_lower_case": false, "unk_token": ["content": "?"], "cls_token": "the"]
        let tokenizer = try tokenizer(words + ["?", "Bird", "é"], settings: settings)
        #expect(tokenizer.encode("Bird bird BIRD é") == [30, 6, 29, 31])
        #expect(tokenizer.encode("fly", addingSpecialTokens: true) == [5, 9, 3])
    }

    @Test("A vocabulary without the tokens that BERT needs is refused by name")
    func refusals() throws {
        for lines in [["a", "b"], ["[UNK]", "[CLS]"]] {
            let error = #expect(throws: TokenizerFileError.self) { try tokenizer(lines) }
            #expect(error?.description.contains("lacks one of the tokens [UNK], [CLS] and [SEP]") == true)
        }
        let error = #expect(throws: TokenizerFileError.self) { try tokenizer([], ending: "") }
        #expect(error?.description.contains("has no tokens") == true)
    }
}
