/// An automaton that is in several states at once: what expressions are translated into.
///
/// Source: Thompson, "Regular expression search algorithm" (1968).
struct NondeterministicAutomaton {
    /// What must hold where an edge without a byte is followed.
    enum Condition: Hashable {
        case none
        /// Nothing has been read.
        case atStart
        /// Nothing more will be read.
        case atEnd
    }

    /// The most states.
    static let stateLimit = 400_000

    /// The most members of all sets of states together: a bound on time, where few states stand for large sets.
    private static let workLimit = 5_000_000

    private struct Edge {
        let bytes: ClosedRange<UInt8>
        let target: Int32
    }

    private var edges: [[Edge]] = []
    private var jumps: [[(target: Int32, condition: Condition)]] = []

    /// Adds a state.
    mutating func state() throws(LanguageError) -> Int {
        guard edges.count < Self.stateLimit else { throw .tooManyStates(limit: Self.stateLimit) }
        edges.append([])
        jumps.append([])
        return edges.count - 1
    }

    mutating func connect(_ source: Int, _ target: Int, on bytes: ClosedRange<UInt8>) {
        edges[source].append(Edge(bytes: bytes, target: Int32(target)))
    }

    mutating func connect(_ source: Int, _ target: Int, if condition: Condition = .none) {
        jumps[source].append((Int32(target), condition))
    }

    /// Adds a copy of a language that leads from one state to another.
    mutating func add(_ language: RegularLanguage, from source: Int, to target: Int) throws(LanguageError) {
        guard !language.isEmpty else { return }
        var copies: [Int] = []
        for _ in 0..<language.stateCount { copies.append(try state()) }
        connect(source, copies[RegularLanguage.start])
        for index in 0..<language.stateCount {
            if language.accepting[index] { connect(copies[index], target) }
            var low = 0
            while low < 256 {
                let next = language.next(index, UInt8(low))
                var high = low
                while high < 255, language.next(index, UInt8(high + 1)) == next { high += 1 }
                if next >= 0 { connect(copies[index], copies[next], on: UInt8(low)...UInt8(high)) }
                low = high + 1
            }
        }
    }

    // MARK: Determinization

    /// The language of the texts that lead from `source` to `target`.
    func language(
        from source: Int, to target: Int, limit: Int = RegularLanguage.stateLimit
    ) throws(LanguageError) -> RegularLanguage {
        let classes = byteClasses
        let classCount = Int(classes.max() ?? 0) + 1
        var work = 0
        // The round in which a state was last found.
        var marks = [Int32](repeating: 0, count: edges.count * 4)
        var round: Int32 = 0
        /// The states that are reached without a byte, those given included, in order.
        func closure(_ items: [Int32]) -> [Int32] {
            round += 1
            var found: [Int32] = []
            for item in items where marks[Int(item)] != round {
                marks[Int(item)] = round
                found.append(item)
            }
            var position = 0
            while position < found.count {
                let item = found[position]
                position += 1
                for jump in jumps[Int(item >> 2)] {
                    var next = jump.target << 2 | item & 3
                    switch jump.condition {
                    case .none: break
                    case .atStart: if item & 1 == 0 { continue }
                    case .atEnd: next |= 2
                    }
                    if marks[Int(next)] != round {
                        marks[Int(next)] = round
                        found.append(next)
                    }
                }
            }
            return found.sorted()
        }
        // A state of a set is 4 times the state, 1 more where nothing has been read, 2 more where nothing will be.
        return try RegularLanguage(
            start: closure([Int32(source) << 2 | 1]), classes: classes, limit: limit,
            row: { set throws(LanguageError) in
                work += set.count
                guard work < Self.workLimit else { throw .tooManyStates(limit: limit) }
                var targets = [[Int32]](repeating: [], count: classCount)
                for item in set where item & 2 == 0 {
                    for edge in edges[Int(item >> 2)] {
                        for byteClass in classes[Int(edge.bytes.lowerBound)]...classes[Int(edge.bytes.upperBound)] {
                            targets[Int(byteClass)].append(edge.target << 2)
                        }
                    }
                }
                return targets.map { $0.isEmpty ? nil : closure($0) }
            },
            accepts: { set in set.contains { $0 >> 2 == Int32(target) } })
    }

    /// Intervals of bytes that no edge tells apart.
    private var byteClasses: [UInt8] {
        var begins = [Bool](repeating: false, count: 257)
        for edge in edges.joined() {
            begins[Int(edge.bytes.lowerBound)] = true
            begins[Int(edge.bytes.upperBound) + 1] = true
        }
        var number: UInt8 = 0
        return (0..<256).map { byte in
            if begins[byte], byte > 0 { number += 1 }
            return number
        }
    }
}
