/// A rule of a ``ByteGrammar``; others are named by their index among the rules, lexemes by theirs.
enum GrammarRule: Sendable, Hashable {
    case lexeme(Int)
    case choice([Int])
    case sequence([Int])
    case repetition(item: Int, least: Int, most: Int?)
    case array(ArrayRule)
    case object(ObjectRule)
}

/// The arrays of a ``GrammarRule``.
struct ArrayRule: Sendable, Hashable {
    /// The rules of the first elements, and of all others; nil where there are no others.
    var prefix: [Int]
    var rest: Int?
    var least: Int
    var most: Int?
    /// Of how many elements it is known that they fit a further schema, and the rules of such elements.
    var needed = 0
    /// Of how many it may be known at most.
    var allowed: Int?
    var matchingPrefix: [Int?] = []
    var matchingRest: Int?

    /// The rule of an element.
    func item(_ index: Int) -> Int? { index < prefix.count ? prefix[index] : rest }

    /// The rule of an element that fits the further schema.
    func matching(_ index: Int) -> Int? { index < matchingPrefix.count ? matchingPrefix[index] : matchingRest }

    /// Counts beyond this one make no difference.
    var countLimit: Int { most == nil ? max(prefix.count, least, 1) : .max }

    /// Whether elements are told apart at all.
    var isSimple: Bool { prefix.isEmpty && needed == 0 && allowed == nil }

    /// What may still come, where only some rules are possible.
    func feasibility(_ isPossible: (Int) -> Bool) -> ArrayFeasibility {
        ArrayFeasibility(
            least: least, most: most, needed: needed, allowed: allowed,
            matching: prefix.indices.map { matching($0).map(isPossible) ?? false },
            others: prefix.map(isPossible), matchingRest: matchingRest.map(isPossible) ?? false,
            otherRest: rest.map(isPossible) ?? false)
    }
}

/// The objects of a ``GrammarRule``.
struct ObjectRule: Sendable, Hashable {
    /// A member that the schema names; such members come first, in this order.
    struct Member: Sendable, Hashable {
        /// `"key": `, and the same after a comma: lexemes.
        let first: Int
        let further: Int
        let rule: Int
        let isRequired: Bool
    }

    /// Members whose keys are of a set, disjoint from the sets of the others.
    struct Other: Sendable, Hashable {
        /// The lexeme of the keys, quotation marks included.
        let key: Int
        let rule: Int
    }

    var members: [Member]
    var others: [Other]
    var least = 0
    var most: Int?

    /// Counts beyond this one make no difference.
    var countLimit: Int { most == nil ? max(least, 1) : .max }
}
