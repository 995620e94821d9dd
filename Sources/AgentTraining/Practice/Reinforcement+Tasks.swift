import Agents
public import Foundation
import Foundations
import Generation
public import Tensors
import Tokenization
public import Training
import Transformer

extension Reinforcement {
    /// A run in which an agent practises on tasks: ``TaskEnvironment``.
    ///
    /// `prompts_per_iteration` are the tasks of an iteration, `group_size` the episodes of each. There is no end of tasks;
    /// where neither steps nor minutes are given, a thousand are worked on.
    public init(
        model: URL, practice: TaskPractice, taskCount: Int = 1000, device: CPUDevice = .shared,
        textWriter: (any TextWriter)? = nil, stop: StopSignal = StopSignal(),
        observe: @escaping (TrainingEvent) -> Void = { _ in }
    ) {
        let files = [Tokenizer.fileName, Tokenizer.configurationFileName].map { model.appending(path: $0) }
        let template = practice.encoder.template
        let material = RunMaterial(name: "tasks", fingerprint: practice.fingerprint) { folder in
            try RunMaterial.copy(files, into: folder)
            try template.save(directory: folder)
        }
        self.init(
            model: model, material: material, taskCount: taskCount, endTokens: [practice.encoder.endOfTurnToken],
            device: device, textWriter: textWriter, stop: stop, observe: observe
        ) { settings, _ in
            var practice = practice
            practice.limits.outputTokens = settings.maxTokens!
            return TaskEnvironment(
                practice, tasksPerIteration: settings.promptsPerIteration, groupSize: settings.groupSize!,
                temperature: settings.temperature)
        }
        samplePrompt = practice.task(at: 0).goal
    }
}

extension TaskPractice {
    /// A hash that other tasks would not have.
    fileprivate var fingerprint: UInt64 {
        let goals = (0..<16).map { task(at: $0).goal } + (0..<16).map { heldOut.task(at: $0).goal }
        return StableHash.xxh64(goals.joined(separator: "\n"))
    }
}
