/// How a policy learns from its rollouts.
public enum PolicyAlgorithm: String, ConfigurationChoice, Hashable {
    /// By comparison with other answers to the same prompt.
    case grpo
    /// By comparison with what a value model expected.
    case ppo
}
