/// Keeps replacements that follow each other from making a text as long as they like: a small file would take much memory.
struct GrowthLimit {
    /// How many times as long a text may become.
    private static let most = 256
    private var factor = 1

    /// Adds a step that may put `length` bytes in the place of one.
    mutating func add(_ length: Int, at node: TokenizerNode) throws(TokenizerFileError) {
        let (product, overflows) = factor.multipliedReportingOverflow(by: max(length, 1))
        guard !overflows, product <= Self.most else {
            throw node.unsupported("making a text more than \(Self.most) times as long")
        }
        factor = product
    }
}
