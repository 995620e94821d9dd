/// The losses over preferences, by the names of the command line.
public enum PreferenceLossKind: String, ConfigurationChoice, Hashable {
    /// Direct preference optimization.
    case dpo
    /// Identity preference optimization.
    case ipo
    /// A margin is enough.
    case hinge
    /// DPO with conservative label smoothing.
    case cdpo
    /// DPO with robust label smoothing.
    case rdpo
    /// Answers judged one by one.
    case kto
    /// The odds ratio beside the loss of the chosen answer.
    case orpo
    /// The mean log-probability as reward.
    case simpo
    /// No policy, but a reward model.
    case reward
}
