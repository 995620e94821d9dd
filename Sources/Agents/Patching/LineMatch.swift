import Foundations

/// Finds lines in lines: as they are, then more and more leniently.
enum LineMatch {
    private static let readings: [@Sendable (String) -> String] = [
        { $0 }, { PatchText.trimmedEnd($0) }, { PatchText.trimmed($0) }, { PatchText.folded($0) },
    ]

    /// Where `pattern` first stands in `lines`, at `start` or later; the nearest place to `near` where that is given.
    ///
    /// A place that fits exactly is taken before one that fits without white space at line ends, that before one
    /// without white space around lines, and that before one with plain punctuation.
    static func first(of pattern: [String], in lines: [String], from start: Int, near: Int? = nil) -> Int? {
        let last = lines.count - pattern.count
        guard start <= last else { return nil }
        for reading in readings {
            let wanted = pattern.map(reading)
            var best: Int?
            for place in start...last where fits(wanted, lines, place, reading) {
                guard let near else { return place }
                if let found = best, abs(found - near) <= abs(place - near) { continue }
                best = place
            }
            if let best { return best }
        }
        return nil
    }

    /// Whether `pattern` stands at `place` in one of the readings.
    static func isMatch(_ pattern: [String], in lines: [String], at place: Int, notBefore start: Int) -> Bool {
        guard place >= start, place >= 0 else { return false }
        return readings.contains { fits(pattern.map($0), lines, place, $0) }
    }

    private static func fits(
        _ wanted: [String], _ lines: [String], _ place: Int, _ reading: (String) -> String
    ) -> Bool {
        wanted.indices.allSatisfy { reading(lines[place + $0]).hasSameBytes(as: wanted[$0]) }
    }
}
