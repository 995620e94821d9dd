import Foundations

extension SchemaCompiler {
    /// Values that are listed are left where they fit the keywords beside the list.
    mutating func applyFilters() {
        let validator = SchemaValidator(nodes: nodes, closed: false)
        for index in nodes.indices {
            for (place, shape) in nodes[index].shapes.enumerated() {
                guard case .values(let values, let filters) = shape, !filters.isEmpty else { continue }
                let valid = values.filter { value in
                    filters.allSatisfy { validator.violation(of: value, node: $0) == nil }
                }
                setShape(.values(valid, filters: []), index, place)
            }
        }
    }

    /// Works out the automata that shapes ask for together.
    mutating func makeLanguages() throws(JSONSchemaError) {
        for node in nodes {
            for shape in node.shapes {
                switch shape {
                case .number(let number) where numbers[number] == nil:
                    numbers[number] = try bounded(at: node.path) { () throws(LanguageError) in try number.language() }
                case .string(let string) where string.isCounted && strings[string] == nil:
                    strings[string] = try bounded(at: node.path) { () throws(LanguageError) in
                        try string.exactLanguage()
                    }
                case .object(let object): try checkKeys(object, at: node.path)
                default: break
                }
            }
        }
    }

    /// Refuses keys that would need too large an automaton once those of properties are taken out.
    private func checkKeys(_ object: SchemaObject, at path: String) throws(JSONSchemaError) {
        guard object.least <= KeyList.countLimit else {
            throw JSONSchemaError(
                path: path, reason: "more than \(KeyList.countLimit) members that must be there are not supported")
        }
        guard !object.properties.isEmpty else { return }
        let keys = object.properties.map { CanonicalJSON.bytes(of: .string($0.key)) }
        for others in object.others {
            let all = others.keys ?? Lexeme.allStrings
            _ = try bounded(at: path) { () throws(LanguageError) in
                try all.subtracting(RegularLanguage(words: keys))
            }
        }
    }

    /// Refuses branches of `oneOf` that one value could fit, where they were taken to exclude each other.
    mutating func checkExclusive() throws(JSONSchemaError) {
        var pairs: [(node: Int, left: Int, right: Int, path: String)] = []
        var index = 0
        while index < exclusive.count {
            let group = exclusive[index]
            index += 1
            guard !exactPaths.contains(group.path) else { continue }
            for (left, first) in group.branches.enumerated() {
                for (right, second) in group.branches.enumerated().dropFirst(left + 1) {
                    let both = try intersection(first, second, at: group.path)
                    let all = try intersection(group.base, both, at: group.path)
                    pairs.append((all, left, right, group.path))
                }
            }
            try resolveAll()
        }
        applyFilters()
        try makeLanguages()
        let productivity = SchemaProductivity(nodes, numbers: numbers, strings: strings)
        isPossible = productivity.isPossible
        for pair in pairs where isPossible[pair.node] {
            overlap = pair.path
            throw JSONSchemaError(
                path: pair.path,
                reason: "a value could fit both branch \(pair.left) and branch \(pair.right), as far as can be told; "
                    + "use 'anyOf'")
        }
        guard isPossible[root] else { return }
        for index in nodes.indices {
            let shapes = nodes[index].shapes.filter { productivity.isPossible($0) }
            setShapes(shapes, index)
        }
    }
}

extension SchemaNumber {
    /// The canonical texts of the numbers.
    func language() throws(LanguageError) -> RegularLanguage {
        var all = try NumberLanguage.make(range)
        if isFraction {
            let digits = RegexNode.repetition(.set(RegexClasses.digits), least: 1, most: nil)
            let sign = RegexNode.repetition(.literal("-"), least: 0, most: 1)
            let zero = RegexNode.repetition(.literal(".0"), least: 0, most: 1)
            all = try all.subtracting(RegexNode.sequence([sign, digits, zero]).language())
        }
        guard !excluded.isEmpty else { return all }
        var words: [[UInt8]] = []
        for value in excluded {
            // A whole number may be written with a point or without.
            if let whole = value.int { words += [Array("\(whole)".utf8), Array("\(whole).0".utf8)] }
            words.append(CanonicalJSON.bytes(of: value))
        }
        return try all.subtracting(RegularLanguage(words: words))
    }
}
