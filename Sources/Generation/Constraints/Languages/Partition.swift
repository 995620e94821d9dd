/// The coarsest division of an automaton's states into blocks that no text tells apart.
struct Partition {
    /// The states, those of a block side by side.
    private var members: [Int32]
    private var places: [Int32]
    private(set) var blocks: [Int32]
    private var starts: [Int]
    private var ends: [Int]
    /// How many members at the front of each block are marked.
    private var marked: [Int]

    /// Divides the states of a complete automaton.
    init(_ table: [Int32], classCount: Int, accepting: [Bool]) {
        let count = accepting.count
        let accepted = (0..<count).filter { accepting[$0] }
        let others = (0..<count).filter { !accepting[$0] }
        members = (accepted + others).map { Int32($0) }
        places = [Int32](repeating: 0, count: count)
        blocks = [Int32](repeating: 0, count: count)
        for (place, state) in members.enumerated() { places[Int(state)] = Int32(place) }
        for state in others { blocks[state] = 1 }
        // The dead state is among the others, and an automaton that accepts nothing is not divided.
        starts = [0, accepted.count]
        ends = [accepted.count, count]
        marked = [0, 0]
        refine(table, classCount)
    }

    private mutating func refine(_ table: [Int32], _ classCount: Int) {
        let count = members.count
        // For each class and state, where the states that lead to it begin in `sources`.
        var offsets = [Int32](repeating: 0, count: classCount * count + 1)
        for index in table.indices { offsets[index % classCount * count + Int(table[index]) + 1] += 1 }
        for index in 1..<offsets.count { offsets[index] += offsets[index - 1] }
        var cursors = offsets
        var sources = [Int32](repeating: 0, count: table.count)
        for index in table.indices {
            let slot = index % classCount * count + Int(table[index])
            sources[Int(cursors[slot])] = Int32(index / classCount)
            cursors[slot] += 1
        }
        let smaller = ends[0] - starts[0] <= ends[1] - starts[1] ? 0 : 1
        var waiting = (0..<classCount).map { (block: smaller, byteClass: $0) }
        var isWaiting: [[Bool]] = [0, 1].map { [Bool](repeating: $0 == smaller, count: classCount) }
        while let (block, byteClass) = waiting.popLast() {
            isWaiting[block][byteClass] = false
            var touched: [Int] = []
            for state in Array(members[starts[block]..<ends[block]]) {
                let slot = byteClass * count + Int(state)
                for index in offsets[slot]..<offsets[slot + 1] { mark(Int(sources[Int(index)]), &touched) }
            }
            for other in touched {
                guard let new = split(other) else { continue }
                isWaiting.append([Bool](repeating: false, count: classCount))
                for byteClass in 0..<classCount {
                    let chosen = isWaiting[other][byteClass] || size(new) <= size(other) ? new : other
                    isWaiting[chosen][byteClass] = true
                    waiting.append((chosen, byteClass))
                }
            }
        }
    }

    private func size(_ block: Int) -> Int { ends[block] - starts[block] }

    private mutating func mark(_ state: Int, _ touched: inout [Int]) {
        let block = Int(blocks[state])
        let place = Int(places[state])
        let front = starts[block] + marked[block]
        guard place >= front else { return }
        if marked[block] == 0 { touched.append(block) }
        let other = members[front]
        members[front] = Int32(state)
        members[place] = other
        places[state] = Int32(front)
        places[Int(other)] = Int32(place)
        marked[block] += 1
    }

    /// Takes the marked members of a block out as a new one; nil where all are marked.
    private mutating func split(_ block: Int) -> Int? {
        let count = marked[block]
        marked[block] = 0
        guard count < size(block) else { return nil }
        let new = starts.count
        starts.append(starts[block])
        ends.append(starts[block] + count)
        marked.append(0)
        starts[block] += count
        for state in members[starts[new]..<ends[new]] { blocks[Int(state)] = Int32(new) }
        return new
    }
}
