/// What a policy says of an action.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// The rules allow it.
    case allowedByRule = "allowed-by-rule"
    /// A person allowed it, this once.
    case allowedOnce = "allowed-once"
    /// A person allowed it, and whatever else this tool is asked to do in this run.
    case allowedAlways = "allowed-always"
    /// A person denied it.
    case deniedByPerson = "denied-by-person"
    /// It would have to be asked about, and there is nobody to ask.
    case deniedUnasked = "denied-unasked"

    /// Whether the tool may be run.
    public var isAllowed: Bool {
        switch self {
        case .allowedByRule, .allowedOnce, .allowedAlways: true
        case .deniedByPerson, .deniedUnasked: false
        }
    }
}
