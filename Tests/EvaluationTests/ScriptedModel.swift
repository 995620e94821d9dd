import Evaluation
import Tokenization

/// A model that answers by script: completions by the prompt, log-likelihoods by a rule.
struct ScriptedModel: EvaluatedModel {
    var name = "scripted"
    var takesConversations = false
    var answer: @Sendable (String) -> String = { _ in "" }
    var likelihood: @Sendable (LikelihoodRequest) -> Double = { -Double($0.continuation.utf8.count) }

    func logLikelihoods(of requests: [LikelihoodRequest]) async throws -> [LikelihoodScore] {
        requests.map { LikelihoodScore(logLikelihood: likelihood($0), isGreedy: false, tokenCount: 1) }
    }

    func rollingLogLikelihoods(of requests: [RollingRequest]) async throws -> [RollingScore] {
        requests.map { RollingScore(windows: [], byteCount: $0.bytes.count) }
    }

    func completions(of requests: [CompletionRequest]) async throws -> [Completion] {
        requests.map { Completion(text: answer(Self.text(of: $0.prompt))) }
    }

    /// The text of a prompt, or the last turn of a conversation.
    static func text(of prompt: CompletionPrompt) -> String {
        switch prompt {
        case .text(let text): text
        case .chat(let messages): messages.last?.content ?? ""
        }
    }
}
