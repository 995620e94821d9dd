/// What ends a text, apart from the model's context being full.
public struct StopConditions: Sendable, Hashable {
    /// How many tokens are produced at most; nil goes on until something else ends the text.
    public var maximumTokens: Int?

    /// Strings that end the text where they appear; they are no part of it.
    public var stopStrings: [String]

    /// Whether the model's end-of-text tokens end the text.
    public var stopsAtEndTokens: Bool

    /// Tokens that end the text besides those of the model, such as the end of a turn.
    public var furtherEndTokens: [Int32]

    /// Stops at the model's own end tokens unless told otherwise.
    public init(
        maximumTokens: Int? = nil, stopStrings: [String] = [], stopsAtEndTokens: Bool = true,
        furtherEndTokens: [Int32] = []
    ) {
        self.maximumTokens = maximumTokens
        self.stopStrings = stopStrings
        self.stopsAtEndTokens = stopsAtEndTokens
        self.furtherEndTokens = furtherEndTokens
    }

    /// Checks the conditions.
    ///
    /// - Throws: ``StopConditionError`` naming the condition that makes no sense.
    public func validate() throws(StopConditionError) {
        if let maximumTokens, maximumTokens < 0 { throw .negativeTokenLimit(maximumTokens) }
        if stopStrings.contains(where: \.utf8.isEmpty) { throw .emptyStopString }
    }
}
