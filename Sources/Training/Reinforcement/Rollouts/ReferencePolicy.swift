public import Transformer

/// The model that a policy is compared with.
public enum ReferencePolicy {
    /// None: how far the policy moves is not measured.
    case none
    /// A model of its own.
    case model(CausalLM)
    /// The policy without its adapter: no second copy is needed.
    case withoutAdapter
}
