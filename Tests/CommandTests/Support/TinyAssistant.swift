import Foundation
import TestSupport
import Tokenization
import Transformer

/// A model directory with a chat template and random weights, for commands that converse.
struct TinyAssistant {
    private let folder: TemporaryDirectory

    /// The model directory.
    var path: String { folder.file("model").path }

    /// A file beside it.
    func file(_ name: String) -> URL { folder.file(name) }

    /// Makes the model, with a context of so many tokens.
    init(contextSize: Int = 256) throws {
        folder = try TemporaryDirectory()
        var trainer = BPETrainer(vocabularySize: 300, specialTokens: ChatTemplate.standardSpecialTokens)
        trainer.add("system user assistant the cat sat on the mat and the hat")
        let tokenizer = try trainer.train()
        let model = try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.vocabularySize, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4,
                keyValueHeadCount: 2, intermediateSize: 48, maximumPositions: contextSize, initializerRange: 0.3,
                endOfTextTokens: []),
            seed: 3)
        let directory = folder.file("model")
        try tokenizer.save(directory: directory)
        try model.save(to: directory)
        try ChatTemplate.standard.save(directory: directory)
    }
}
