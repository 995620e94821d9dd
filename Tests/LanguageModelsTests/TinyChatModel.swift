import Foundations
import LanguageModels
import Tensors
import TestSupport
import Tokenization
import Transformer

/// A model with random weights, a small vocabulary with the special tokens of conversations, and the standard template.
enum TinyChatModel {
    static let tokenizer: Result<Tokenizer, any Error> = Result {
        var trainer = BPETrainer(vocabularySize: 320, specialTokens: ChatTemplate.standardSpecialTokens)
        trainer.add(#"system user assistant tool {"name": "read_file", "arguments": {"path": "cat.txt"}} the cat"#)
        return try trainer.train()
    }

    static let tool = ToolDefinition(
        name: "read_file", description: "Reads a file.",
        parameters: [
            "type": "object", "required": ["path"], "additionalProperties": false,
            "properties": ["path": ["type": "string", "minLength": 1, "maxLength": 6]],
        ])

    static func weights(context: Int, seed: UInt64) throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.get().vocabularySize, hiddenSize: 32, layerCount: 2, attentionHeadCount: 4,
                keyValueHeadCount: 2, intermediateSize: 48, maximumPositions: context, initializerRange: 0.3,
                endOfTextTokens: []),
            seed: seed)
    }

    static func make(context: Int = 512, seed: UInt64 = 1, threads: Int = 1) throws -> LocalLanguageModel {
        try LocalLanguageModel(
            model: weights(context: context, seed: seed), encoder: ChatEncoder(tokenizer: tokenizer.get()),
            name: "tiny", device: CPUDevice(threadCount: threads))
    }
}
