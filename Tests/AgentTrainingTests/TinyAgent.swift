import AgentTraining
import Agents
import Foundation
import Foundations
import Generation
import Tensors
import TestSupport
import Tokenization
import Training
import Transformer

/// A policy with random weights, a vocabulary with the special tokens of conversations, and tasks for it.
enum TinyAgent {
    static let tokenizer: Result<Tokenizer, any Error> = Result {
        var trainer = BPETrainer(vocabularySize: 360, specialTokens: ChatTemplate.standardSpecialTokens)
        trainer.add(AgentPrompt.standard.text)
        trainer.add(#"system user assistant tool {"name": "search_files", "arguments": {"query": "the"}} the file"#)
        return try trainer.train()
    }

    static func encoder() throws -> ChatEncoder { try ChatEncoder(tokenizer: tokenizer.get()) }

    static func model(context: Int = 1024, seed: UInt64 = 1) throws -> CausalLM {
        try CausalLM(
            configuration: ModelConfiguration(
                vocabularySize: tokenizer.get().vocabularySize, hiddenSize: 32, layerCount: 1, attentionHeadCount: 2,
                keyValueHeadCount: 1, intermediateSize: 48, maximumPositions: context, initializerRange: 0.2,
                endOfTextTokens: []),
            seed: seed)
    }

    static func policy(_ model: CausalLM, threads: Int = 1) -> RolloutPolicy {
        RolloutPolicy(model: model, device: CPUDevice(threadCount: threads), precision: .float32)
    }

    static func practice(heldOut: Int = 2) throws -> TaskPractice {
        TaskPractice(
            tasks: [
                TaskGenerator(seed: 3, split: .training),
                TaskGenerator(seed: 3, split: .training, phrasings: .practised),
            ],
            heldOut: TaskGenerator(seed: 3, split: .heldOut), heldOutCount: heldOut, encoder: try encoder(),
            limits: AgentLimits(steps: 3, outputTokens: 60, seconds: 1e9, tokensPerTurn: 24, secondsPerTool: 30))
    }

    /// A model directory with tokenizer and template.
    static func save(_ model: CausalLM, to folder: URL) throws {
        try model.save(to: folder)
        try tokenizer.get().save(directory: folder, maximumLength: nil)
        try ChatTemplate.standard.save(directory: folder)
    }
}
