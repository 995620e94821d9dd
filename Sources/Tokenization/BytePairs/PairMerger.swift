/// Applies merges to a sequence of tokens until none is left: always the one of the lowest rank, the leftmost first.
///
/// A value keeps its buffers from one call to the next.
package struct PairMerger: Sendable {
    /// Up to this many tokens, looking at all pairs for each merge is faster than keeping a heap.
    static let longestScan = 48

    private var ranks: [UInt32] = []
    private var results: [Int32] = []
    private var previous: [Int32] = []
    private var next: [Int32] = []
    private var heap = CandidateHeap()

    package init() {}

    /// Merges `tokens` in place by `table`.
    package mutating func merge(_ tokens: inout [Int32], by table: MergeTable) {
        if tokens.count < 2 { return }
        if tokens.count <= Self.longestScan {
            mergeByScanning(&tokens, by: table)
        } else {
            mergeByHeap(&tokens, by: table)
        }
    }

    /// Quadratic in the number of tokens, but without any bookkeeping.
    private mutating func mergeByScanning(_ tokens: inout [Int32], by table: MergeTable) {
        var count = tokens.count
        if ranks.count < Self.longestScan {
            ranks = [UInt32](repeating: 0, count: Self.longestScan)
            results = [Int32](repeating: 0, count: Self.longestScan)
        }
        tokens.withUnsafeMutableBufferPointer { tokens in
            ranks.withUnsafeMutableBufferPointer { ranks in
                results.withUnsafeMutableBufferPointer { results in
                    for index in 0..<(count - 1) {
                        (ranks[index], results[index]) = table.find(tokens[index], tokens[index + 1])
                    }
                    while count > 1 {
                        var best = 0
                        var bestRank = ranks[0]
                        for index in 1..<max(count - 1, 1) where ranks[index] < bestRank {
                            best = index
                            bestRank = ranks[index]
                        }
                        if bestRank == MergeTable.noRank { break }
                        tokens[best] = results[best]
                        count -= 1
                        for index in (best + 1)..<max(count, best + 1) {
                            tokens[index] = tokens[index + 1]
                            ranks[index] = ranks[index + 1]
                            results[index] = results[index + 1]
                        }
                        if best + 1 < count {
                            (ranks[best], results[best]) = table.find(tokens[best], tokens[best + 1])
                        }
                        if best > 0 {
                            (ranks[best - 1], results[best - 1]) = table.find(tokens[best - 1], tokens[best])
                        }
                    }
                }
            }
        }
        tokens.removeLast(tokens.count - count)
    }

    /// The same in n log n steps, with a linked list of the tokens that are left and a heap of the pairs that merge.
    private mutating func mergeByHeap(_ tokens: inout [Int32], by table: MergeTable) {
        let count = tokens.count
        precondition(count < Int(Int32.max), "a piece of two billion tokens")
        previous = (0..<Int32(count)).map { $0 - 1 }
        next = (0..<Int32(count)).map { $0 + 1 }
        heap.removeAll()
        for index in 0..<(count - 1) { propose(index, index + 1, in: tokens, by: table) }
        while let best = heap.popFirst() {
            let (left, right) = (Int(best.left), Int(best.right))
            // Candidates whose tokens have merged elsewhere since are out of date.
            guard tokens[left] == best.leftToken, tokens[right] == best.rightToken, Int(next[left]) == right else {
                continue
            }
            let after = Int(next[right])
            tokens[left] = best.result
            tokens[right] = -1
            next[left] = Int32(after)
            if after < count {
                previous[after] = Int32(left)
                propose(left, after, in: tokens, by: table)
            }
            if previous[left] >= 0 { propose(Int(previous[left]), left, in: tokens, by: table) }
        }
        var (read, write) = (0, 0)
        while read < count {
            tokens[write] = tokens[read]
            write += 1
            read = Int(next[read])
        }
        tokens.removeLast(count - write)
    }

    @inline(__always)
    private mutating func propose(_ left: Int, _ right: Int, in tokens: [Int32], by table: MergeTable) {
        let (rank, result) = table.find(tokens[left], tokens[right])
        guard rank != MergeTable.noRank else { return }
        heap.insert(
            MergeCandidate(
                rank: rank, left: Int32(left), right: Int32(right), leftToken: tokens[left],
                rightToken: tokens[right], result: result))
    }
}
