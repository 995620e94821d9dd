import Corpus
import Foundation
import Foundations
import TestSupport
import Testing
import Tokenization

@Suite("Reading token shards")
struct TokenDatasetTests {
    private let folder: TemporaryDirectory
    private let corpus: URL

    init() throws {
        folder = try TemporaryDirectory()
        try Samples.writeLines(Samples.texts(100), to: folder.file("a.jsonl"))
        corpus = try Samples.build([folder.file("a.jsonl")], in: folder) {
            $0.shardByteLimit = 1024
        }.url
    }

    @Test("Any range reads the same across shards as from memory")
    func ranges() throws {
        let dataset = try TokenDataset(folder: corpus, split: .train)
        let manifest = try CorpusManifest(folder: corpus)
        #expect(manifest.train.shards.count > 5)
        let texts = try Samples.documents(of: corpus, .train)
        let end = try #require(Samples.tokenizer.endOfTextToken)
        let all = texts.flatMap { Samples.tokenizer.encode($0) + [end] }
        #expect(dataset.count == all.count)
        let memory = TokenDataset(tokens: all, rawBytes: manifest.train.byteCount)
        var random = SplitMix64(seed: 3)
        for _ in 0..<500 {
            let start = random.next(below: all.count + 1)
            let count = random.next(below: min(all.count - start, 2000) + 1)
            let expected = Array(all[start..<(start + count)])
            #expect(dataset.tokens(in: start..<(start + count)) == expected)
            #expect(memory.tokens(in: start..<(start + count)) == expected)
        }
        #expect(dataset.rawBytes == texts.reduce(0) { $0 + $1.utf8.count })
        #expect(dataset.documentCount == texts.count)
    }

    @Test("The document around any token is found")
    func documents() throws {
        let dataset = try TokenDataset(folder: corpus, split: .train)
        var position = 0
        var count = 0
        while position < dataset.count {
            let range = dataset.document(at: position)
            #expect(range.lowerBound == position)
            #expect(dataset.document(at: range.upperBound - 1) == range)
            #expect(dataset.document(at: (range.lowerBound + range.upperBound) / 2) == range)
            position = range.upperBound
            count += 1
        }
        #expect(count == dataset.documentCount)
    }

    @Test("The tokenizer's copy in the folder is the one that the fingerprint names")
    func tokenizerCopy() throws {
        let dataset = try TokenDataset(folder: corpus, split: .heldOut)
        let copy = try Tokenizer(tokenizerJSON: corpus.appending(path: Tokenizer.fileName))
        #expect(dataset.tokenizerFingerprint == StableHash.xxh64(Samples.tokenizer.tokenizerJSON()))
        #expect(dataset.tokenizerFingerprint == StableHash.xxh64(copy.tokenizerJSON()))
        #expect(dataset.vocabularySize == Samples.tokenizer.vocabularySize)
    }

    @Test("A large vocabulary takes four bytes a token")
    func wideTokens() throws {
        let scalars =
            (0x4E00..<0x4E00 + 20_000).compactMap { Unicode.Scalar($0) }
            + (0x20000..<0x20000 + 46_000).compactMap { Unicode.Scalar($0) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        let tokenizer = Tokenizer(characterVocabularyOf: String(text), specialTokens: [SpecialToken.endOfText])
        try Samples.write(String(String(text).suffix(1000)), to: folder.file("a.txt"))
        var configuration = CorpusBuilder.Configuration()
        configuration.heldOutShare = 0
        let manifest = try CorpusBuilder(configuration).build(
            inputs: [folder.file("a.txt").path], tokenizer: tokenizer, output: folder.file("wide"))
        #expect(manifest.elementWidth == 4)
        let dataset = try TokenDataset(folder: folder.file("wide"), split: .train)
        #expect(dataset.tokens(in: 0..<1000) == Array(65_000..<66_000).map(Int32.init))
    }

    /// Changes a shard and gives it a header checksum that is right again.
    private func forge(_ change: (inout [UInt8]) -> Void, repairing: Bool = true) throws {
        let url = corpus.appending(path: "train-00001.tokens")
        var bytes = [UInt8](try Data(contentsOf: url))
        change(&bytes)
        if repairing {
            let checksum = StableHash.xxh64(Array(bytes[..<56]))
            withUnsafeBytes(of: checksum.littleEndian) { bytes.replaceSubrange(56..<64, with: $0) }
        }
        try Data(bytes).write(to: url)
    }

    private func expectInvalid(_ reason: String, verifiesChecksums: Bool = false) {
        let error = #expect(throws: CorpusError.self) {
            try TokenDataset(folder: corpus, split: .train, verifiesChecksums: verifiesChecksums)
        }
        guard case .invalidFile(let path, let said) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(path.hasSuffix("train-00001.tokens"))
        #expect(said.contains(reason))
    }

    @Test("A shard with another magic is refused")
    func magic() throws {
        try forge { $0[0] = 0 }
        expectInvalid("no shard")
    }

    @Test("A shard with a changed header is refused", arguments: 8..<56)
    func headerChecksum(byte: Int) throws {
        try forge({ $0[byte] ^= 0x40 }, repairing: false)
        expectInvalid("checksum of its header")
    }

    @Test("A shard of another version is refused")
    func version() throws {
        try forge { $0[8] = 9 }
        expectInvalid("version is 9")
    }

    @Test("A shard with tokens of a strange size is refused", arguments: [0, 1, 3, 8])
    func width(width: UInt8) throws {
        try forge { $0[12] = width }
        expectInvalid("instead of 2 or 4")
    }

    @Test("A shard whose header promises other numbers of tokens is refused", arguments: [0x00, 0xFF])
    func count(value: UInt8) throws {
        try forge { for index in 16..<24 { $0[index] = value } }
        expectInvalid("bytes follow")
    }

    @Test("A shard that is cut short, or has more than it says, is refused", arguments: [-1, -2, -400, 1, 2])
    func size(change: Int) throws {
        try forge({ bytes in
            if change < 0 { bytes.removeLast(-change) } else { bytes += [UInt8](repeating: 0, count: change) }
        })
        expectInvalid("bytes follow")
    }

    @Test("A shard shorter than a header is refused")
    func tiny() throws {
        try forge({ $0.removeLast($0.count - 10) }, repairing: false)
        expectInvalid("fewer than a shard's header")
    }

    @Test("A shard of another tokenizer is refused")
    func fingerprint() throws {
        try forge { $0[32] ^= 1 }
        expectInvalid("another tokenizer")
    }

    @Test("A changed token is noticed by the checksum")
    func content() throws {
        try forge { $0[100] ^= 1 }
        expectInvalid("checksum", verifiesChecksums: true)
    }

    @Test("A shard that is missing is an error that names it")
    func missing() throws {
        try FileManager.default.removeItem(at: corpus.appending(path: "train-00001.tokens"))
        let error = #expect(throws: FileError.self) { try TokenDataset(folder: corpus, split: .train) }
        #expect(error?.path.hasSuffix("train-00001.tokens") == true)
    }

    @Test(
        "A manifest that is not one is refused",
        arguments: [
            "", "{", "[]", "{}", #"{"format": "martlet-corpus", "version": 2}"#,
            #"{"format": "martlet-corpus", "version": 1, "tokenizer": 3}"#,
        ])
    func manifest(text: String) throws {
        try Samples.write(text, to: corpus.appending(path: CorpusManifest.fileName))
        #expect(throws: (any Error).self) { try TokenDataset(folder: corpus, split: .train) }
    }

    @Test("A manifest cannot name a shard outside its folder")
    func escape() throws {
        let url = corpus.appending(path: CorpusManifest.fileName)
        let text = try String(contentsOf: url, encoding: .utf8)
        try Samples.write(text.replacing("train-00001.tokens", with: "../train-00001.tokens"), to: url)
        let error = #expect(throws: CorpusError.self) { try TokenDataset(folder: corpus, split: .train) }
        #expect(error.map { "\($0)" }?.contains("no name of a shard") == true)
    }
}
