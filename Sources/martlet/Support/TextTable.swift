/// Rows of text in columns that line up.
enum TextTable {
    /// The table.
    ///
    /// - Parameters:
    ///   - rows: the first is the heading; all have as many columns.
    ///   - toTheRight: columns whose text ends in line instead of beginning so.
    static func text(_ rows: [[String]], toTheRight: ClosedRange<Int>? = nil) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return toTheRight?.contains(column) == true ? space + row[column] : row[column] + space
            }.joined(separator: "  ")
        }
        return lines.map { $0.replacing(#/\ +$/#, with: "") }.joined(separator: "\n")
    }
}
