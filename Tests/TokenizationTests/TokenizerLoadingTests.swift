import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("One loader for all forms of tokenizers")
struct TokenizerLoadingTests {
    private static func trained() throws -> Tokenizer {
        var trainer = BPETrainer(vocabularySize: 300, pretokenizer: .gpt2)
        trainer.add(String(repeating: "the martlet never lands ", count: 20))
        return try trainer.train()
    }

    @Test("Files and folders are recognised by what is in them")
    func recognises() throws {
        let tokenizer = try Self.trained()
        let text = "the martlet never lands: 日本"
        let folder = try TemporaryDirectory()
        try tokenizer.save(directory: folder.file("hf"))
        #expect(try Tokenizer(contentsOf: folder.file("hf")).encode(text) == tokenizer.encode(text))
        try tokenizer.save(tokenizerJSON: folder.file("any-name"))
        #expect(try Tokenizer(contentsOf: folder.file("any-name")).encode(text) == tokenizer.encode(text))

        let model = Fixture.url("sentencepiece/bpe-identity-bytes.model")
        try Folder.create(folder.file("spm"))
        try FileManager.default.copyItem(at: model, to: folder.file("spm").appending(path: "tokenizer.model"))
        #expect(try Tokenizer(contentsOf: folder.file("spm")).kind == .scoredBPE)
        #expect(try Tokenizer(contentsOf: model).kind == .scoredBPE)
    }

    @Test("A vocab.json and its merges.txt are a tokenizer")
    func vocabularyAndMerges() throws {
        let folder = try TemporaryDirectory()
        var names = (UInt8.min...UInt8.max).map { ByteAlphabet.text(of: [$0]) }
        names += ["th", "the", "Ġthe", "<|endoftext|>"]
        let members = names.enumerated().map { JSONObject.Member(key: $1, value: .integer(Int64($0))) }
        try AtomicFile.write(
            JSONValue.object(JSONObject(members: members)).serializedBytes(), to: folder.file("vocab.json"))
        try AtomicFile.write("#version: 0.2\nt h\nth e\nĠ the\n", to: folder.file("merges.txt"))
        let tokenizer = try Tokenizer(contentsOf: folder.file("vocab.json"))
        #expect(tokenizer.encode("the the") == [257, 258])
        #expect(tokenizer.specialToken("<|endoftext|>") == 259)
        #expect(tokenizer.decodeString([257, 258]) == "the the")
    }

    @Test("What is no tokenizer is refused with a list of what is one")
    func refuses() throws {
        let folder = try TemporaryDirectory()
        try AtomicFile.write("just a note", to: folder.file("note"))
        try AtomicFile.write("just\na\nnote\n", to: folder.file("note.txt"))
        try Folder.create(folder.file("empty"))
        for name in ["note", "note.txt", "empty"] {
            let error = #expect(throws: TokenizerFileError.self) { try Tokenizer(contentsOf: folder.file(name)) }
            #expect(error?.description.contains("merges.txt") == true)
        }
        #expect(throws: FileError.self) { try Tokenizer(contentsOf: folder.file("missing")) }
    }
}
