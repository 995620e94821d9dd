/// Makes an automaton minimal, by Hopcroft's algorithm ("An n log n algorithm for minimizing states in a finite
/// automaton", 1971), after states that lead to no text have been taken out.
struct Minimization {
    let classes: [UInt8]
    let classCount: Int
    /// For each state and class the next state, or -1; the start is state 0.
    let transitions: [Int32]
    let accepting: [Bool]

    /// The language of the automaton.
    var language: RegularLanguage {
        let live = liveStates
        guard live.first == true else {
            return RegularLanguage(
                classes: [UInt8](repeating: 0, count: 256), classCount: 1, transitions: [], accepting: [])
        }
        // The last state is the dead one, where all goes that is missing.
        let dead = accepting.count
        var table = [Int32](repeating: Int32(dead), count: (dead + 1) * classCount)
        for (index, target) in transitions.enumerated() where target >= 0 {
            if live[index / classCount], live[Int(target)] { table[index] = target }
        }
        let blocks = Partition(table, classCount: classCount, accepting: accepting + [false]).blocks
        return numbered(table, blocks, deadBlock: blocks[dead])
    }

    /// The states from which a text can be completed.
    private var liveStates: [Bool] {
        var sources = [[Int32]](repeating: [], count: accepting.count)
        for (index, target) in transitions.enumerated() where target >= 0 {
            sources[Int(target)].append(Int32(index / classCount))
        }
        var live = accepting
        var open = live.indices.filter { live[$0] }
        while let state = open.popLast() {
            for source in sources[state] where !live[Int(source)] {
                live[Int(source)] = true
                open.append(Int(source))
            }
        }
        return live
    }

    /// One state for each block, numbered by a search from the start; classes that no state tells apart are joined.
    private func numbered(_ table: [Int32], _ blocks: [Int32], deadBlock: Int32) -> RegularLanguage {
        var representatives: [Int] = [0]
        var numbers: [Int32: Int32] = [blocks[0]: 0]
        var firstBytes = [Int](repeating: 0, count: classCount)
        for byte in (0..<256).reversed() { firstBytes[Int(classes[byte])] = byte }
        let order = (0..<classCount).sorted { firstBytes[$0] < firstBytes[$1] }
        var rows: [[Int32]] = []
        while rows.count < representatives.count {
            let state = representatives[rows.count]
            rows.append(
                order.map { byteClass in
                    let target = Int(table[state * classCount + byteClass])
                    guard blocks[target] != deadBlock else { return -1 }
                    if let known = numbers[blocks[target]] { return known }
                    let number = Int32(representatives.count)
                    numbers[blocks[target]] = number
                    representatives.append(target)
                    return number
                })
        }
        var columns: [[Int32]: UInt8] = [:]
        var kept: [Int] = []
        var joined = [UInt8](repeating: 0, count: classCount)
        for (position, byteClass) in order.enumerated() {
            let column = rows.map { $0[position] }
            if let known = columns[column] {
                joined[byteClass] = known
            } else {
                joined[byteClass] = UInt8(kept.count)
                columns[column] = UInt8(kept.count)
                kept.append(position)
            }
        }
        return RegularLanguage(
            classes: classes.map { joined[Int($0)] }, classCount: kept.count,
            transitions: rows.flatMap { row in kept.map { row[$0] } },
            accepting: representatives.map { accepting[$0] })
    }
}
