/// In which order training visits the corpus.
public enum SamplingOrder: String, ConfigurationChoice, Hashable {
    /// Every window once an epoch, in an order shuffled anew each epoch.
    case epochs
    /// Windows at independent random offsets, as nanoGPT draws them.
    case random
}
