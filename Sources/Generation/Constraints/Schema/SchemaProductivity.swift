import Foundations

/// Which nodes have values at all.
struct SchemaProductivity {
    let nodes: [SchemaNode]
    /// The texts of each kind of number.
    let numbers: [SchemaNumber: RegularLanguage]
    /// The strings that have both a form and a limited length.
    let strings: [SchemaString: RegularLanguage]
    /// Whether some value fits each node.
    private(set) var isPossible: [Bool]

    /// Finds values, flat ones first, until there are no more nodes with any.
    init(
        _ nodes: [SchemaNode], numbers: [SchemaNumber: RegularLanguage], strings: [SchemaString: RegularLanguage]
    ) {
        self.nodes = nodes
        self.strings = strings
        self.numbers = numbers
        isPossible = [Bool](repeating: false, count: nodes.count)
        var isChanged = true
        while isChanged {
            isChanged = false
            for (index, node) in nodes.enumerated().reversed() where !isPossible[index] {
                if node.shapes.contains(where: isPossible(_:)) {
                    isPossible[index] = true
                    isChanged = true
                }
            }
        }
    }

    /// Whether some value has this shape, as far as is known.
    func isPossible(_ shape: SchemaShape) -> Bool {
        switch shape {
        case .null, .boolean: true
        case .number(let number): numbers[number]?.isEmpty == false
        case .string(let string):
            string.isCounted
                ? strings[string]?.isEmpty == false
                : string.language?.isEmpty != true && string.least <= string.most ?? .max
        case .array(let array): feasibility(of: array).canFinish(count: 0, matched: 0)
        case .object(let object): isPossible(object)
        case .values(let values, _): !values.isEmpty
        }
    }

    private func feasibility(of array: SchemaArray) -> ArrayFeasibility {
        let contained = array.contained
        return ArrayFeasibility(
            least: array.least, most: array.most, needed: contained?.least ?? 0, allowed: contained?.most,
            matching: array.prefix.indices.map { index in
                contained.map { isPossible[$0.matchingPrefix[index]] } ?? false
            },
            others: array.prefix.indices.map { isPossible[contained?.otherPrefix[$0] ?? array.prefix[$0]] },
            matchingRest: contained.map { isPossible[$0.matchingRest] } ?? false,
            otherRest: isPossible[contained?.otherRest ?? array.rest])
    }

    private func isPossible(_ object: SchemaObject) -> Bool {
        guard object.properties.allSatisfy({ !$0.isRequired || isPossible[$0.node] }) else { return false }
        let required = object.properties.count(where: \.isRequired)
        guard max(required, object.least) <= object.most ?? .max else { return false }
        let named = object.properties.count { isPossible[$0.node] }
        if named >= object.least { return true }
        let keys = object.properties.map { CanonicalJSON.bytes(of: .string($0.key)) }
        var count = named
        for others in object.others where isPossible[others.node] {
            guard let language = others.keys, let words = language.textCounts().first ?? 0 else { return true }
            count += words - keys.count { language.contains($0) }
        }
        return count >= object.least
    }
}
