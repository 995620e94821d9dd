/// Allows tools up to a tier, and asks about the others where there is somebody to ask.
public struct TierPolicy: Policy {
    /// The highest tier that needs no question.
    public let allowed: ToolTier
    private let approver: (any Approver)?

    /// Allows tools up to `allowed`.
    ///
    /// - Parameter approver: whom to ask about the others; nil denies them.
    public init(allowing allowed: ToolTier, asking approver: (any Approver)? = nil) {
        self.allowed = allowed
        self.approver = approver
    }

    public func decide(on action: ProposedAction) async throws -> Verdict {
        if let verdict = Self.rule(for: action, allowing: allowed) { return verdict }
        return try await approver?.verdict(on: action) ?? .deniedUnasked
    }

    /// What the rules say of an action; nil where a person must be asked.
    public static func rule(for action: ProposedAction, allowing allowed: ToolTier) -> Verdict? {
        switch (action.tier, allowed) {
        case (.readOnly, _), (.patch, .patch): .allowedByRule
        case (.patch, .readOnly): action.isAlwaysAllowed ? .allowedAlways : nil
        }
    }
}
