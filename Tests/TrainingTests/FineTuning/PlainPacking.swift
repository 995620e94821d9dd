/// Best-fit packing as one would explain it: slow, plain, and easy to believe.
enum PlainPacking {
    private struct Row {
        var members: [Int]
        var used: Int
        /// When it was begun, and when it was full or given up; nil: open.
        let begun: Int
        var closed: Int?
    }

    /// The rows in the order in which they are closed, those that stay open last, as they were begun.
    static func rows(lengths: [Int], capacity: Int, openRows: Int) -> [[Int]] {
        var rows: [Row] = []
        for (index, length) in lengths.enumerated() {
            let open = rows.indices.filter { rows[$0].closed == nil }
            // Of the open rows, the fullest in which the example still finds room; of equals, the oldest.
            let fitting = open.filter { rows[$0].used + length <= capacity }
                .sorted { (rows[$1].used, rows[$0].begun) < (rows[$0].used, rows[$1].begun) }
            if let row = fitting.first {
                rows[row].members.append(index)
                rows[row].used += length
                if rows[row].used == capacity { rows[row].closed = index }
            } else if length == capacity {
                rows.append(Row(members: [index], used: length, begun: index, closed: index))
            } else {
                if open.count == openRows {
                    let fullest = open.sorted { (rows[$1].used, rows[$0].begun) < (rows[$0].used, rows[$1].begun) }
                    rows[fullest[0]].closed = index
                }
                rows.append(Row(members: [index], used: length, begun: index))
            }
        }
        return rows.sorted { ($0.closed ?? .max, $0.begun) < ($1.closed ?? .max, $1.begun) }.map(\.members)
    }
}
