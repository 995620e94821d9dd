/// A regular set of byte strings, as its minimal deterministic automaton.
///
/// States are numbered in the order in which a search by bytes first meets them, and from each of them a text can be
/// completed: two languages are equal exactly where they have the same texts.
package struct RegularLanguage: Sendable {
    /// The most states of an automaton, before it is made minimal.
    package static let stateLimit = 40_000

    /// For each byte its class; bytes of a class are never told apart.
    let classes: [UInt8]
    let classCount: Int
    /// For each state and class the next state, or -1.
    let transitions: [Int32]
    /// Whether a text may end in a state.
    let accepting: [Bool]
    /// The bytes that a text needs at least from each state on.
    let distances: [Int32]
    /// Whether a text may go on in a state.
    let continues: [Bool]

    /// Texts are recognised from here; a language without texts has no state.
    static let start = 0

    init(classes: [UInt8], classCount: Int, transitions: [Int32], accepting: [Bool]) {
        self.classes = classes
        self.classCount = classCount
        self.transitions = transitions
        self.accepting = accepting
        distances = Self.distances(transitions, classCount: classCount, accepting: accepting)
        continues = accepting.indices.map { state in
            transitions[(state * classCount)..<((state + 1) * classCount)].contains { $0 >= 0 }
        }
    }

    /// Whether there is no text.
    package var isEmpty: Bool { accepting.isEmpty }

    var stateCount: Int { accepting.count }

    /// The state behind `byte`; -1 where no text goes on like this.
    @inline(__always)
    func next(_ state: Int, _ byte: UInt8) -> Int {
        Int(transitions[state * classCount + Int(classes[Int(byte)])])
    }

    /// The state behind all of `bytes`; nil where no text begins like this.
    func state(after bytes: some Sequence<UInt8>, from state: Int = start) -> Int? {
        guard !isEmpty else { return nil }
        var state = state
        for byte in bytes {
            state = next(state, byte)
            if state < 0 { return nil }
        }
        return state
    }

    /// Whether `bytes` are a text.
    package func contains(_ bytes: some Sequence<UInt8>) -> Bool {
        state(after: bytes).map { accepting[$0] } ?? false
    }

    /// The fewest bytes that lead from every state to a text.
    private static func distances(_ transitions: [Int32], classCount: Int, accepting: [Bool]) -> [Int32] {
        var sources = [[Int32]](repeating: [], count: accepting.count)
        for (index, target) in transitions.enumerated() where target >= 0 {
            let source = Int32(index / classCount)
            if sources[Int(target)].last != source { sources[Int(target)].append(source) }
        }
        var distances = accepting.map { $0 ? Int32(0) : -1 }
        var queue = accepting.indices.filter { accepting[$0] }
        var position = 0
        while position < queue.count {
            let state = queue[position]
            position += 1
            for source in sources[state] where distances[Int(source)] < 0 {
                distances[Int(source)] = distances[state] + 1
                queue.append(Int(source))
            }
        }
        return distances
    }

    /// How many texts there are from each state on; nil for a state from which there are infinitely many.
    func textCounts() -> [Int?] {
        // Kahn's order on the reversed graph: a state is counted once all that follow it are.
        var open = [Int](repeating: 0, count: stateCount)
        var sources = [[Int]](repeating: [], count: stateCount)
        let sizes = classSizes
        for (index, target) in transitions.enumerated() where target >= 0 {
            open[index / classCount] += 1
            sources[Int(target)].append(index)
        }
        var counts = [Int?](repeating: nil, count: stateCount)
        var sums = accepting.map { $0 ? 1 : 0 }
        var ready = (0..<stateCount).filter { open[$0] == 0 }
        while let state = ready.popLast() {
            counts[state] = sums[state]
            for index in sources[state] {
                let source = index / classCount
                let more = sums[state].multipliedReportingOverflow(by: sizes[index % classCount])
                let sum = sums[source].addingReportingOverflow(more.overflow ? .max : more.partialValue)
                sums[source] = sum.overflow ? .max : sum.partialValue
                open[source] -= 1
                if open[source] == 0 { ready.append(source) }
            }
        }
        return counts
    }

    private var classSizes: [Int] {
        var sizes = [Int](repeating: 0, count: classCount)
        for byteClass in classes { sizes[Int(byteClass)] += 1 }
        return sizes
    }
}

extension RegularLanguage: Hashable {
    package static func == (left: RegularLanguage, right: RegularLanguage) -> Bool {
        left.transitions == right.transitions && left.classes == right.classes && left.accepting == right.accepting
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(classes)
        hasher.combine(transitions)
        hasher.combine(accepting)
    }
}

extension RegularLanguage: CustomStringConvertible {
    package var description: String { "a language of \(stateCount) states" }
}
