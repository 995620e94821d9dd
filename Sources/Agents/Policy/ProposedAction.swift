public import Tokenization

/// What a policy decides on: a call that fits its tool's schema, and that nothing has run yet.
public struct ProposedAction: Sendable, Hashable {
    /// The number of the step.
    public var step: Int
    /// The call.
    public var call: ToolCall
    /// How much the tool may change.
    public var tier: ToolTier
    /// The hash of what would be done; see ``AgentEnvironment/fingerprint(of:)``.
    public var fingerprint: String
    /// What it would do, for a person who is asked: for a patch, the patch.
    public var preview: String
    /// Whether a person has allowed this tool for the rest of the run.
    public var isAlwaysAllowed: Bool

    /// An action.
    public init(
        step: Int, call: ToolCall, tier: ToolTier, fingerprint: String, preview: String = "",
        isAlwaysAllowed: Bool = false
    ) {
        self.step = step
        self.call = call
        self.tier = tier
        self.fingerprint = fingerprint
        self.preview = preview
        self.isAlwaysAllowed = isAlwaysAllowed
    }
}
