/// What a policy acts in.
public enum EnvironmentKind: String, ConfigurationChoice, Hashable {
    /// Prompts, each answered in one turn.
    case prompts
    /// Tasks that an agent works on with files and tools, turn by turn.
    case tasks
}
