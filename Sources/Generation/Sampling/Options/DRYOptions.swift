/// A penalty on going on with a sequence of tokens as the text did before ("don't repeat yourself").
///
/// Where the last n tokens stood in the text before, the token that followed them there loses
/// `multiplier * base^(n - allowedLength)` of its logit.
///
/// Source: P. E. Weidmann, "DRY: A modern repetition penalty" (text-generation-webui, pull request 5677, 2024).
public struct DRYOptions: Sendable, Hashable {
    /// The penalty on the shortest sequences that have one; 0 switches it off.
    public var multiplier: Double

    /// By how much the penalty grows with each further token, a factor of at least 1.
    public var base: Double

    /// How many tokens may be repeated before going on costs anything.
    public var allowedLength: Int

    /// How many of the last tokens are searched; -1 searches the whole sequence.
    public var window: Int

    /// Texts across which no sequence is looked for: what structures a text must repeat.
    public var breakers: [String]

    /// The usual settings of who switches it on; off by default.
    public init(
        multiplier: Double = 0, base: Double = 1.75, allowedLength: Int = 2, window: Int = -1,
        breakers: [String] = ["\n", ":", "\"", "*"]
    ) {
        self.multiplier = multiplier
        self.base = base
        self.allowedLength = allowedLength
        self.window = window
        self.breakers = breakers
    }

    /// Whether some logit may change.
    var changesLogits: Bool { multiplier != 0 && window != 0 }
}
