/// Why a transcript cannot be learned from, and where it stands.
public struct TranscriptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of faults; the raw values are what counts and reports call them.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The line is no JSON.
        case brokenJSON = "broken-json"
        /// The line is JSON, but no transcript in any of the shapes that are read.
        case unknownShape = "unknown-shape"
        /// A turn belongs to nobody who is known.
        case unknownRole = "unknown-role"
        /// An assistant's turn has neither text nor a tool call.
        case emptyAssistantTurn = "empty-assistant-turn"
        /// The assistant says nothing, so that there is nothing to learn.
        case noAssistantTurn = "no-assistant-turn"
        /// What a tool said stands where no call waits for it.
        case toolTurnWithoutCall = "tool-turn-without-call"
        /// A tool call has no name, or arguments that are no JSON object.
        case malformedToolCall = "malformed-tool-call"
        /// The list of tools is not what it should be.
        case malformedTools = "malformed-tools"
        /// A turn's weight is no number from 0 to 1, or is that of somebody who is never learned from.
        case malformedWeight = "malformed-weight"
        /// The record says itself that its answer is not wanted, or holds a pair of answers.
        case notForImitation = "not-for-imitation"
        /// A prompt in which nobody asks anything.
        case nothingToAnswer = "nothing-to-answer"
        /// The two answers of a pair say the same.
        case equalAnswers = "equal-answers"
        /// The two conversations of a pair part before the assistant's answers, or nothing stands before them.
        case differentPrompts = "different-prompts"
        /// A prompt does not say what the answer should be, and the reward compares with that.
        case missingAnswer = "missing-answer"
        /// The template refuses the conversation.
        case refusedByTemplate = "refused-by-template"
        /// The conversation has more tokens than the model takes.
        case longerThanContext = "longer-than-context"
    }

    /// The kind of fault.
    public let kind: Kind
    /// The file, and the line on which the transcript begins, or the line of the fault where it is known.
    public let origin: DocumentOrigin
    /// What exactly is wrong.
    public let detail: String

    /// Describes a fault.
    public init(_ kind: Kind, at origin: DocumentOrigin, _ detail: String) {
        self.kind = kind
        self.origin = origin
        self.detail = detail
    }

    /// A transcript that is too long for a model; found by those who encode it.
    public static func longerThanContext(_ origin: DocumentOrigin, tokens: Int, context: Int) -> TranscriptError {
        TranscriptError(
            .longerThanContext, at: origin,
            "the conversation has \(tokens) tokens, the context \(context): shorten it, or train with a longer context")
    }

    public var description: String { "\(origin): \(kind.rawValue): \(detail)" }
}
