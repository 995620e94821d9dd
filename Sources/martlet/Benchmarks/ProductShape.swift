/// The shape of a matrix product, written rows x columns x depth.
struct ProductShape: CustomStringConvertible {
    let rows, columns, depth: Int

    /// Reads "4096x512x256"; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 3, text.split(separator: "x", omittingEmptySubsequences: false).count == 3,
            parts.allSatisfy({ (1...65_536).contains($0) })
        else { return nil }
        (rows, columns, depth) = (parts[0], parts[1], parts[2])
    }

    var description: String { "\(rows)x\(columns)x\(depth)" }
}
