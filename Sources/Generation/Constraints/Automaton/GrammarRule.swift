/// A rule of a ``ByteGrammar``; others are named by their index among the rules.
enum GrammarRule: Sendable, Hashable {
    /// One of the grammar's literals in this range, which are in the order of their bytes.
    case literals(Range<Int>)
    case string(minimumLength: Int, maximumLength: Int?)
    case number(NumberRange)
    case array(items: Int, minimumCount: Int, maximumCount: Int?)
    case object([Member])
    case choice([Int])
    case sequence([Int])

    /// A member of an object; members come in this order.
    struct Member: Sendable, Hashable {
        /// `"key": `, and the same after a comma: literals.
        let first: Int
        let further: Int
        let rule: Int
        let isRequired: Bool
    }
}
