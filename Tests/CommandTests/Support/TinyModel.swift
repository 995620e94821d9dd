import Foundation
import TestSupport
import Tokenization
import Transformer

/// A model directory with random weights and a small vocabulary, for commands that need a model of any kind.
struct TinyModel {
    private let folder: TemporaryDirectory

    /// The folder that holds the model, in `model/`, as the folder of a run does.
    var runFolder: String { folder.url.path }

    /// A file of the model directory.
    func file(_ name: String) -> URL { folder.file("model").appending(path: name) }

    /// The model directory itself.
    var path: String { folder.file("model").path }

    /// Makes the model, with a context of 64 tokens or of as many as wanted.
    init(contextSize: Int = 64, seed: UInt64 = 3) throws {
        folder = try TemporaryDirectory()
        var trainer = BPETrainer(vocabularySize: 280)
        trainer.add("the cat sat on the mat and the hat")
        let tokenizer = try trainer.train()
        let end = tokenizer.endOfTextToken
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4,
                keyValueHeadCount: 2, intermediateSize: 48, maximumPositions: contextSize, initializerRange: 0.3,
                endOfTextTokens: end.map { [$0] } ?? []),
            seed: seed)
        try tokenizer.save(directory: folder.file("model"))
        try model.save(to: folder.file("model"))
    }
}
