import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Inputs of the fuzz targets: text")
struct SeedCorpusTests {
    @Test("Seeds and damaged seeds of templates are rendered or refused with a typed error")
    func jinja() throws {
        var rendered = 0
        try SeedCorpus("jinja").replay(damaged: 3000) { bytes in
            do {
                try ReaderExercises.jinja(bytes)
                rendered += 1
            } catch is JinjaError {
            }
        }
        #expect(rendered > 100)
    }

    @Test("Seeds and damaged seeds of tokenizer.json are used or refused with a typed error")
    func tokenizerJSON() throws {
        try SeedCorpus("tokenizer_json").replay(damaged: 1500) { bytes in
            do {
                try ReaderExercises.tokenizerJSON(bytes)
            } catch is TokenizerFileError {
            } catch is JSONError {
            }
        }
    }

    @Test("Seeds and damaged seeds of SentencePiece models are used or refused with a typed error")
    func sentencePiece() throws {
        var accepted = 0
        try SeedCorpus("sentencepiece").replay(damaged: 1500) { bytes in
            do {
                try ReaderExercises.sentencePiece(bytes)
                accepted += 1
            } catch is TokenizerFileError {
            }
        }
        #expect(accepted > 20)
    }
}
