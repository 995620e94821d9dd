import Agents
import Foundation
import Generation
import LanguageModels
import Synchronization
import Tokenization
import Training
import Transformer

/// Lets a policy work on many tasks at once, with the agent's loop, tools and rules, on the thread of whoever calls.
///
/// What an episode becomes follows from the weights, the task and the sampling alone: not from the others, nor from how
/// fast any of them is.
final class EpisodeRunner {
    private let encoder: ChatEncoder
    private let evaluator: TaskEvaluator
    private let threads = EpisodeThreads(count: ProcessInfo.processInfo.activeProcessorCount)
    /// A workspace for each episode at a time; made when they are needed, and kept.
    private var places: [TaskWorkplace] = []
    private let allowsUnsandboxedTests: Bool

    init(encoder: ChatEncoder, limits: AgentLimits, prompt: AgentPrompt, allowsUnsandboxedTests: Bool) {
        self.encoder = encoder
        self.allowsUnsandboxedTests = allowsUnsandboxedTests
        evaluator = TaskEvaluator(
            models: [], limits: limits, prompt: prompt, allowsUnsandboxedTests: allowsUnsandboxedTests)
    }

    /// Works on `tasks`, one episode each.
    ///
    /// - Parameter sampling: how the tokens of a turn of an episode are chosen: given the numbers of both.
    /// - Throws: errors of the machine and of the model.
    func episodes(
        of tasks: [AgentTask], policy: RolloutPolicy,
        sampling: @escaping @Sendable (_ episode: Int, _ turn: Int) -> SamplingOptions
    ) throws -> [Episode] {
        guard !tasks.isEmpty else { return [] }
        while places.count < tasks.count {
            places.append(try TaskWorkplace(allowsUnsandboxedTests: allowsUnsandboxedTests))
        }
        let desk = EpisodeDesk(episodes: tasks.count)
        let contextSize = policy.model.configuration.maximumPositions
        let models = tasks.indices.map { index in
            EpisodeModel(desk: desk, encoder: encoder, contextSize: contextSize) { sampling(index, $0) }
        }
        let board = EpisodeBoard(count: tasks.count)
        for (index, task) in tasks.enumerated() {
            Task.detached(executorPreference: threads) {
                [evaluator, threads, model = models[index], place = places[index]] in
                defer { desk.leave() }
                do {
                    let result = try await Deadline.$executor.withValue(threads) {
                        try await evaluator.perform(task, index: index, model, place)
                    }
                    board.note(.success(result), of: index)
                } catch {
                    board.note(.failure(error), of: index)
                }
            }
        }
        try serve(desk, policy)
        return try zip(models, board.outcomes()).map { Episode(turns: $0.turns, result: $1) }
    }

    /// Computes turns until every episode has ended.
    private func serve(_ desk: EpisodeDesk, _ policy: RolloutPolicy) throws {
        let engine = AnswerEngine(policy: policy, tokenizer: encoder.tokenizer)
        var failure: (any Error)?
        while true {
            let asks = desk.asks()
            if asks.isEmpty { break }
            do {
                let results = try engine.answers(to: asks.map(\.request))
                for (ask, result) in zip(asks, results) { ask.continuation.resume(returning: result[0]) }
            } catch {
                failure = failure ?? error
                for ask in asks { ask.continuation.resume(throwing: error) }
            }
        }
        if let failure { throw failure }
    }
}
