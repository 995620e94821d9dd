/// Gathers the forms that a text may go on in, each once.
struct ThreadCollector {
    /// The most forms that are followed at once; of more, the first ones go on. What is written still fits.
    static let limit = 256

    private(set) var threads: ByteGrammar.Threads = []
    /// The repetitions that have been entered without a byte.
    private var entered: [AutomatonStack] = []

    mutating func add(_ stack: AutomatonStack?) {
        guard threads.count < Self.limit, !threads.contains(stack) else { return }
        threads.append(stack)
    }

    /// Notes a repetition; false where it has been entered before.
    mutating func enter(_ stack: AutomatonStack) -> Bool {
        guard !entered.contains(stack) else { return false }
        entered.append(stack)
        return true
    }
}
