import Corpus
import Foundation
import Foundations
import TestSupport
import Tokenization

/// What the tests of this target build corpora from.
enum Samples {
    /// A small tokenizer, trained on stories.
    static let tokenizer: Tokenizer = {
        var trainer = BPETrainer(vocabularySize: 512)
        let stories = StoryGenerator(seed: 99)
        for index in 0..<50 { trainer.add(stories.story(at: index).text) }
        do {
            return try trainer.train()
        } catch {
            fatalError("the tests' tokenizer cannot be trained: \(error)")
        }
    }()

    /// Different texts of a few words.
    static func texts(_ count: Int, seed: UInt64 = 1) -> [String] {
        var random = SplitMix64(seed: seed)
        let words = ["river", "stone", "bird", "häuser", "月", "runs", "sings", "under", "the", "old", "\n", "bridge."]
        return (0..<count).map { number in
            let length = 5 + random.next(below: 60)
            return "\(number) "
                + (0..<length).map { _ in words[random.next(below: words.count)] }.joined(separator: " ")
        }
    }

    /// Writes texts as JSON Lines.
    static func writeLines(_ texts: [String], to url: URL) throws {
        let lines = texts.map { (["text": .string($0)] as JSONValue).serialized() + "\n" }
        try write(lines.joined(), to: url)
    }

    static func write(_ text: String, to url: URL) throws {
        try write(Array(text.utf8), to: url)
    }

    static func write(_ bytes: [UInt8], to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// Builds a corpus below `folder` and returns where it is.
    @discardableResult
    static func build(
        _ inputs: [URL], in folder: TemporaryDirectory, named name: String = "corpus",
        _ change: (inout CorpusBuilder.Configuration) -> Void = { _ in }
    ) throws -> (url: URL, manifest: CorpusManifest) {
        var configuration = CorpusBuilder.Configuration()
        configuration.heldOutShare = 0.2
        configuration.threadCount = 2
        change(&configuration)
        let url = folder.file(name)
        let manifest = try CorpusBuilder(configuration).build(
            inputs: inputs.map(\.path), tokenizer: tokenizer, output: url)
        return (url, manifest)
    }

    /// The decoded documents of a part of a corpus.
    static func documents(of folder: URL, _ split: CorpusSplit) throws -> [String] {
        let dataset = try TokenDataset(folder: folder, split: split)
        let tokens = dataset.tokens(in: 0..<dataset.count)
        guard let end = tokenizer.endOfTextToken else { return [] }
        return tokens.split(separator: end).map { tokenizer.decodeString($0) }
    }

    /// Every file of a folder with its bytes.
    static func contents(of folder: URL) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            contents[name] = try Data(contentsOf: folder.appending(path: name))
        }
        return contents
    }
}
