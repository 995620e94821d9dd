import Foundations
import Generation
import Tensors
import Tokenization
import Transformer

/// What is done with bytes that may be a file of saved keys and values: they are restored as they are, and once more as if
/// this model had written them, so that what lies behind the hash is looked at as well.
///
/// The fuzz target and the tests share it.
struct KVSnapshotExercise {
    private let engine: BatchEngine

    init() throws {
        let tokenizer = Tokenizer(characterVocabularyOf: "abcdefgh")
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 16, layerCount: 1, attentionHeadCount: 1,
                keyValueHeadCount: 1, intermediateSize: 16, maximumPositions: 256, initializerRange: 0.3,
                endOfTextTokens: []),
            seed: 1)
        engine = BatchEngine(
            model: model, tokenizer: tokenizer, device: CPUDevice(threadCount: 1),
            options: EngineOptions(
                cacheFormat: .float16, cacheByteLimit: 3 * model.configuration.pageShape(.float16).byteCount))
        // What the first computation leaves behind belongs to no input.
        _ = try engine.fingerprint()
    }

    /// - Throws: ``KVSnapshotError`` where the bytes are refused.
    func run(_ bytes: [UInt8]) throws {
        try? restore(bytes)
        try restore(mended(bytes))
    }

    private func restore(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            let count = try engine.restore(bytes, path: "input")
            let snapshot = try KVSnapshot(bytes, path: "input")
            precondition(count == snapshot.tokens.count && count > 0, "as many tokens as promised")
            precondition(engine.statistics.usedPages == snapshot.header.pages, "as many pages as promised")
        }
        engine.forgetPrefixes()
        precondition(engine.statistics.usedPages == 0, "nothing is left")
    }

    /// The bytes with the name of this model and the hash that belongs to them.
    private func mended(_ bytes: [UInt8]) throws -> [UInt8] {
        let (header, start) = try bytes.withUnsafeBytes { try KVSnapshotHeader.read($0, path: "input") }
        var own = header
        own.fingerprint = try engine.fingerprint()
        var mended = own.bytes + bytes[start...]
        let hash = try mended.withUnsafeBytes { try KVSnapshot($0, path: "input").checksum }
        mended.replaceSubrange(
            mended.count - 8..<mended.count, with: withUnsafeBytes(of: hash.littleEndian, Array.init))
        return mended
    }
}
