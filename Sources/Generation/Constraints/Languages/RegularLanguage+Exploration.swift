extension RegularLanguage {
    /// The language of an automaton that is known by its steps; its states are found by walking it.
    ///
    /// - Parameters:
    ///   - start: the state of the empty text; nil for a language without texts.
    ///   - classes: for each byte its class, numbered from 0 without gaps.
    ///   - row: the next state of a state for each class.
    ///   - accepts: whether a text may end in a state.
    /// - Throws: ``LanguageError`` beyond `limit` states.
    init<State: Hashable>(
        start: State?, classes: [UInt8], limit: Int = stateLimit, row: (State) throws(LanguageError) -> [State?],
        accepts: (State) -> Bool
    ) throws(LanguageError) {
        let classCount = Int(classes.max() ?? 0) + 1
        var numbers: [State: Int32] = [:]
        var states: [State] = []
        if let start {
            numbers[start] = 0
            states.append(start)
        }
        var transitions: [Int32] = []
        var position = 0
        while position < states.count {
            for next in try row(states[position]) {
                guard let next else {
                    transitions.append(-1)
                    continue
                }
                if let known = numbers[next] {
                    transitions.append(known)
                } else {
                    guard states.count < limit else { throw .tooManyStates(limit: limit) }
                    numbers[next] = Int32(states.count)
                    transitions.append(Int32(states.count))
                    states.append(next)
                }
            }
            position += 1
        }
        self =
            Minimization(
                classes: classes, classCount: classCount, transitions: transitions, accepting: states.map(accepts)
            ).language
    }

    /// Exactly this text.
    init(literal bytes: [UInt8]) {
        guard let language = try? RegularLanguage(words: [bytes], limit: bytes.count + 1) else {
            preconditionFailure("a text has a state for each of its bytes, and one more")
        }
        self = language
    }

    /// Exactly these texts.
    ///
    /// - Throws: ``LanguageError`` where they have more than `limit` beginnings.
    package init(words: [[UInt8]], limit: Int = stateLimit) throws(LanguageError) {
        // A tree of beginnings; 0 is the empty one.
        var children: [[UInt8: Int]] = [[:]]
        var ends = [false]
        for word in words {
            var node = 0
            for byte in word {
                if let known = children[node][byte] {
                    node = known
                } else {
                    guard children.count < limit else { throw .tooManyStates(limit: limit) }
                    children[node][byte] = children.count
                    node = children.count
                    children.append([:])
                    ends.append(false)
                }
            }
            ends[node] = true
        }
        var used = [Bool](repeating: false, count: 256)
        for edges in children { for byte in edges.keys { used[Int(byte)] = true } }
        // One class for each byte that occurs, and one for all others.
        var classes = [UInt8](repeating: 0, count: 256)
        var representatives: [UInt8] = []
        if let other = used.firstIndex(of: false) { representatives.append(UInt8(other)) }
        for byte in 0..<256 where used[byte] {
            classes[byte] = UInt8(representatives.count)
            representatives.append(UInt8(byte))
        }
        try self.init(
            start: words.isEmpty ? nil : 0, classes: classes, limit: limit,
            row: { node in representatives.map { children[node][$0] } }, accepts: { ends[$0] })
    }
}
