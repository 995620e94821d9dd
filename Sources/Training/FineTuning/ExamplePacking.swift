/// Puts examples of different lengths into rows of one capacity.
///
/// Rows are filled best-fit: an example goes into the row, of those that are open, where the least room remains. At most
/// ``openRows`` are open, so that neighbours in a row stay near each other in the shuffled order, and no row waits for
/// ever for an example that fits.
package enum ExamplePacking {
    /// Rows that are filled at the same time.
    package static let openRows = 32

    /// The examples of each row, as indices into `lengths`, in the order in which rows are full.
    ///
    /// - Precondition: every length is at most `capacity`.
    package static func rows(lengths: some Sequence<(index: Int, length: Int)>, capacity: Int) -> [[Int]] {
        var closed: [[Int]] = []
        var open: [(members: [Int], room: Int)] = []
        for (index, length) in lengths {
            precondition(length <= capacity, "an example is longer than a row")
            var best: Int?
            for (row, candidate) in open.enumerated()
            where candidate.room >= length && candidate.room < best.map({ open[$0].room }) ?? Int.max {
                best = row
            }
            if let best {
                open[best].members.append(index)
                open[best].room -= length
                if open[best].room == 0 { closed.append(open.remove(at: best).members) }
                continue
            }
            if length == capacity {
                closed.append([index])
                continue
            }
            if open.count == openRows {
                // The fullest row is the one that hopes for the least.
                let fullest = open.indices.min { (open[$0].room, $0) < (open[$1].room, $1) }!
                closed.append(open.remove(at: fullest).members)
            }
            open.append(([index], capacity - length))
        }
        return closed + open.map(\.members)
    }
}
