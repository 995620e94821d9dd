import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Building corpora")
struct CorpusBuilderTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test("Every byte of a corpus is the same for 1, 2 and 3 threads")
    func threads() throws {
        try Samples.writeLines(Samples.texts(3000), to: folder.file("in/a.jsonl"))
        try Samples.write(Samples.texts(500, seed: 2).joined(separator: "\n\n"), to: folder.file("in/b.txt"))
        let built = try (1...3).map { count in
            try Samples.build([folder.file("in")], in: folder, named: "out\(count)") {
                $0.threadCount = count
                $0.shardByteLimit = 40_000
                $0.reading.maximumDocumentBytes = 1500
            }.url
        }
        let contents = try built.map(Samples.contents)
        #expect(contents[0].count > 4)
        #expect(contents[0] == contents[1])
        #expect(contents[0] == contents[2])
    }

    @Test("The documents come back from the tokens, in order, each on one side")
    func roundTrip() throws {
        let texts = Samples.texts(300)
        try Samples.writeLines(texts, to: folder.file("a.jsonl"))
        let (url, manifest) = try Samples.build([folder.file("a.jsonl")], in: folder)
        let train = try Samples.documents(of: url, .train)
        let heldOut = try Samples.documents(of: url, .heldOut)
        #expect(train.count + heldOut.count == 300)
        #expect(train == texts.filter(Set(train).contains))
        #expect(heldOut == texts.filter(Set(heldOut).contains))
        #expect(manifest.train.documentCount == train.count)
        #expect(manifest.heldOut.byteCount == heldOut.reduce(0) { $0 + $1.utf8.count })
        #expect(try CorpusManifest(folder: url) == manifest)
        // A share of 0.2 of 300 documents: 60, give or take five standard deviations.
        #expect((25...95).contains(heldOut.count))
    }

    @Test("Removing documents moves no other to the other side")
    func splitIndependence() throws {
        let texts = Samples.texts(400)
        try Samples.writeLines(texts, to: folder.file("all.jsonl"))
        try Samples.writeLines(
            texts.enumerated().filter { $0.offset % 3 == 0 }.map(\.element).reversed(), to: folder.file("some.jsonl"))
        let all = try Samples.build([folder.file("all.jsonl")], in: folder, named: "all").url
        let some = try Samples.build([folder.file("some.jsonl")], in: folder, named: "some").url
        let heldOut = Set(try Samples.documents(of: all, .heldOut))
        #expect(Set(try Samples.documents(of: some, .heldOut)).isSubset(of: heldOut))
        #expect(heldOut.isDisjoint(with: try Samples.documents(of: some, .train)))
    }

    @Test("Another seed holds out other documents, and a share of 0 none")
    func seeds() throws {
        try Samples.writeLines(Samples.texts(200), to: folder.file("a.jsonl"))
        let inputs = [folder.file("a.jsonl")]
        let first = try Samples.build(inputs, in: folder, named: "first") { $0.seed = 1 }.url
        let second = try Samples.build(inputs, in: folder, named: "second") { $0.seed = 2 }.url
        #expect(try Samples.documents(of: first, .heldOut) != Samples.documents(of: second, .heldOut))
        let none = try Samples.build(inputs, in: folder, named: "none") { $0.heldOutShare = 0 }
        #expect(none.manifest.heldOut.documentCount == 0)
        #expect(try TokenDataset(folder: none.url, split: .heldOut).count == 0)
    }

    @Test("Exact duplicates are dropped and counted, white space at the end aside")
    func duplicates() throws {
        try Samples.writeLines(["one", "two", "one\n", "three", "two", " one"], to: folder.file("a.jsonl"))
        let (url, manifest) = try Samples.build([folder.file("a.jsonl")], in: folder) { $0.heldOutShare = 0 }
        #expect(try Samples.documents(of: url, .train) == ["one", "two", "three", " one"])
        #expect(manifest.dropped.map(\.reason) == [.duplicate])
        #expect(manifest.dropped.map(\.documentCount) == [2])
        let path = folder.file("a.jsonl").path
        #expect(manifest.dropped.first?.examples == ["\(path):3", "\(path):5"])
    }

    @Test("Bytes that are not UTF-8 come back as they were when they are kept")
    func keepsBytes() throws {
        let bytes: [UInt8] = Array("a".utf8) + [0xFF, 0xFE, 0x00, 0xC3] + Array("b".utf8)
        try Samples.write(bytes, to: folder.file("a.txt"))
        let (url, manifest) = try Samples.build([folder.file("a.txt")], in: folder) {
            $0.heldOutShare = 0
            $0.reading.encodingErrors = .keep
        }
        let dataset = try TokenDataset(folder: url, split: .train)
        #expect(Samples.tokenizer.decode(dataset.tokens(in: 0..<(dataset.count - 1))) == bytes)
        #expect(manifest.train.byteCount == bytes.count)
        let error = #expect(throws: CorpusError.self) {
            try Samples.build([folder.file("a.txt")], in: folder, named: "other")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("1 not-utf-8"))
    }

    @Test("An empty corpus is an error that says what was left out")
    func emptyCorpus() throws {
        try Samples.write("", to: folder.file("in/a.txt"))
        try Samples.write("{", to: folder.file("in/b.jsonl"))
        try Samples.write("x", to: folder.file("other/a.bin"))
        let error = #expect(throws: CorpusError.self) { try Samples.build([folder.file("in")], in: folder) }
        #expect(error.map { "\($0)" }?.contains("1 empty") == true)
        #expect(error.map { "\($0)" }?.contains("1 malformed-line") == true)
        #expect(throws: CorpusError.noFiles(inputs: [folder.file("other").path], skipped: 1)) {
            try Samples.build([folder.file("other")], in: folder)
        }
    }

    @Test("A part without a document is an error, and the seed it names works")
    func emptyPart() throws {
        try Samples.writeLines(Samples.texts(3), to: folder.file("a.jsonl"))
        let error = #expect(throws: CorpusError.self) {
            try Samples.build([folder.file("a.jsonl")], in: folder) { $0.heldOutShare = 0.000_5 }
        }
        guard case .emptySplit(.heldOut, documents: 3, _, _, let seed?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let manifest = try Samples.build([folder.file("a.jsonl")], in: folder) {
            $0.heldOutShare = 0.000_5
            $0.seed = seed
        }.manifest
        #expect(manifest.heldOut.documentCount >= 1)
        #expect(manifest.train.documentCount >= 1)
    }

    @Test("A build that is stopped leaves nothing", arguments: [0, 1, 5])
    func stopped(after calls: Int) throws {
        struct Stop: Error {}
        try Samples.writeLines(Samples.texts(4000), to: folder.file("in/a.jsonl"))
        let output = folder.file("out/corpus")
        try FileManager.default.createDirectory(at: folder.file("out"), withIntermediateDirectories: true)
        var left = calls
        #expect(throws: Stop.self) {
            try CorpusBuilder().build(inputs: [folder.file("in").path], tokenizer: Samples.tokenizer, output: output) {
                _ in
                if left == 0 { throw Stop() }
                left -= 1
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path).isEmpty)
    }

    @Test("A failing build leaves the corpus that was there, and nothing else")
    func failureKeepsOld() throws {
        try Samples.writeLines(Samples.texts(50), to: folder.file("a.jsonl"))
        try Samples.write("", to: folder.file("empty.txt"))
        let url = try Samples.build([folder.file("a.jsonl")], in: folder, named: "out/corpus").url
        let before = try Samples.contents(of: url)
        #expect(throws: CorpusError.self) {
            try Samples.build([folder.file("empty.txt")], in: folder, named: "out/corpus") { $0.replacesOutput = true }
        }
        #expect(try Samples.contents(of: url) == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("out").path) == ["corpus"])
    }

    @Test("An output that is there is replaced only when asked, and only when it is a corpus")
    func replacing() throws {
        try Samples.writeLines(Samples.texts(50), to: folder.file("a.jsonl"))
        try Samples.writeLines(Samples.texts(60), to: folder.file("b.jsonl"))
        let url = try Samples.build([folder.file("a.jsonl")], in: folder).url
        #expect(throws: CorpusError.outputExists(path: url.path)) {
            try Samples.build([folder.file("b.jsonl")], in: folder)
        }
        let manifest = try Samples.build([folder.file("b.jsonl")], in: folder) { $0.replacesOutput = true }.manifest
        #expect(try CorpusManifest(folder: url) == manifest)
        try Samples.write("dear", to: folder.file("mine/letter.txt"))
        #expect(throws: CorpusError.outputIsNoCorpus(path: folder.file("mine").path)) {
            try Samples.build([folder.file("b.jsonl")], in: folder, named: "mine") { $0.replacesOutput = true }
        }
        #expect(FileManager.default.fileExists(atPath: folder.file("mine/letter.txt").path))
    }

    @Test("A tokenizer that cannot mark the end of a document is refused")
    func noEndOfText() throws {
        let characters = Tokenizer(characterVocabularyOf: "abc")
        try Samples.write("abc", to: folder.file("a.txt"))
        #expect(throws: CorpusError.noEndOfTextToken) {
            try CorpusBuilder().build(
                inputs: [folder.file("a.txt").path], tokenizer: characters, output: folder.file("out"))
        }
    }

    @Test("What a vocabulary of characters cannot express is counted")
    func unknownTokens() throws {
        let characters = Tokenizer(characterVocabularyOf: "abc", specialTokens: [SpecialToken.endOfText])
        try Samples.write("abxcy", to: folder.file("a.txt"))
        var configuration = CorpusBuilder.Configuration()
        configuration.heldOutShare = 0
        let manifest = try CorpusBuilder(configuration).build(
            inputs: [folder.file("a.txt").path], tokenizer: characters, output: folder.file("out"))
        #expect(manifest.train.unknownTokenCount == 2)
        #expect(manifest.train.tokenCount == 6)
    }
}
