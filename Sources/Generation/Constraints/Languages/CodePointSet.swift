/// A set of Unicode scalars, as ranges in ascending order that do not touch.
package struct CodePointSet: Sendable, Hashable {
    private(set) var ranges: [ClosedRange<UInt32>] = []

    /// Every Unicode scalar.
    static let all = CodePointSet([0...0xD7FF, 0xE000...0x10FFFF])

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        var sorted: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = sorted.last, UInt64(range.lowerBound) <= UInt64(last.upperBound) + 1 {
                sorted[sorted.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                sorted.append(range)
            }
        }
        self.ranges = sorted
    }

    /// The scalars of a text.
    init(_ scalars: String) {
        self.init(scalars.unicodeScalars.map { $0.value...$0.value })
    }

    var isEmpty: Bool { ranges.isEmpty }

    func union(_ other: CodePointSet) -> CodePointSet { CodePointSet(ranges + other.ranges) }

    /// All scalars that are not in the set.
    var complement: CodePointSet { Self.all.subtracting(self) }

    func subtracting(_ other: CodePointSet) -> CodePointSet {
        var result: [ClosedRange<UInt32>] = []
        var next = other.ranges.startIndex
        for range in ranges {
            var low = range.lowerBound
            while next < other.ranges.endIndex, other.ranges[next].upperBound < low { next += 1 }
            var index = next
            var isDone = false
            while index < other.ranges.endIndex, other.ranges[index].lowerBound <= range.upperBound {
                let hole = other.ranges[index]
                if hole.lowerBound > low { result.append(low...(hole.lowerBound - 1)) }
                guard hole.upperBound < range.upperBound else {
                    isDone = true
                    break
                }
                low = max(low, hole.upperBound + 1)
                index += 1
            }
            if !isDone { result.append(low...range.upperBound) }
        }
        return CodePointSet(result)
    }

    /// The scalars that both have.
    func intersection(_ other: CodePointSet) -> CodePointSet { subtracting(other.complement) }

    func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } }
}
