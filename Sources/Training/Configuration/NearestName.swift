/// Finds the name that a mistyped one was most likely meant to be.
enum NearestName {
    /// The name among `names` that is fewest edits away, if that is near enough to be worth saying; the first of equals.
    static func find(_ name: String, among names: [String]) -> String? {
        let typed = Array(name.utf8.map(normalized))
        var best: (name: String, distance: Int)?
        for candidate in names {
            let distance = editDistance(typed, Array(candidate.utf8.map(normalized)))
            if distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        guard let best, best.distance <= max(2, typed.count / 2) else { return nil }
        return best.name
    }

    /// Lower case, with a hyphen taken for an underscore.
    private static func normalized(_ byte: UInt8) -> UInt8 {
        if byte == UInt8(ascii: "-") { return UInt8(ascii: "_") }
        return (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }

    /// The number of insertions, deletions and replacements that turn `first` into `second` (Levenshtein).
    static func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var previous = Array(0...second.count)
        for (row, byte) in first.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(second.count + 1)
            for (column, other) in second.enumerated() {
                let replaced = previous[column] + (byte == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[second.count]
    }
}
