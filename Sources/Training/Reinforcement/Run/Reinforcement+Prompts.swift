public import Foundation
import Foundations
import Generation
public import Tensors
public import Transformer

extension Reinforcement {
    /// A run on prompts that are answered in one turn.
    ///
    /// - Parameter makeReward: what says how good an answer is, made for the model's configuration.
    public init(
        model: URL, data: PromptData, device: CPUDevice = .shared, textWriter: (any TextWriter)? = nil,
        stop: StopSignal = StopSignal(), observe: @escaping (TrainingEvent) -> Void = { _ in },
        makeReward: @escaping (ReinforcementConfiguration, ModelConfiguration) throws -> any RewardFunction
    ) {
        let hashes = (data.train + data.heldOut).map { $0.hash.littleEndian }
        let material = RunMaterial(
            name: data.name, fingerprint: hashes.withUnsafeBytes { StableHash.xxh64($0) }, accompany: data.accompany)
        self.init(
            model: model, material: material, taskCount: data.train.count, endTokens: data.endTokens, device: device,
            textWriter: textWriter, stop: stop, observe: observe
        ) { settings, configuration in
            let heldOut =
                settings.evaluationPrompts == 0 ? data.heldOut : Array(data.heldOut.prefix(settings.evaluationPrompts))
            return TextEnvironment(
                train: data.train, heldOut: heldOut, tokenizer: data.tokenizer,
                reward: try makeReward(settings, configuration), promptsPerIteration: settings.promptsPerIteration,
                groupSize: settings.groupSize!, temperature: settings.temperature,
                stops: StopConditions(maximumTokens: settings.maxTokens!, furtherEndTokens: data.endTokens))
        }
        check = data.check
        samplePrompt = (data.heldOut.first ?? data.train.first)?.text ?? ""
    }
}
