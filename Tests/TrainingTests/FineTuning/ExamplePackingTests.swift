import Foundations
import Testing
import Training

@Suite("Packing")
struct ExamplePackingTests {
    /// Lengths and a capacity that is at least the longest of them.
    private func randomCase(_ generator: inout SplitMix64) -> (lengths: [Int], capacity: Int) {
        let capacity = 1 + generator.next(below: 200)
        let longest = 1 + generator.next(below: capacity)
        return ((0..<generator.next(below: 400)).map { _ in 1 + generator.next(below: longest) }, capacity)
    }

    private func pack(_ lengths: [Int], _ capacity: Int) -> [[Int]] {
        ExamplePacking.rows(lengths: lengths.enumerated().map { ($0, $1) }, capacity: capacity)
    }

    @Test("Nothing is lost, nothing is there twice, and no row is longer than it may be")
    func everythingOnce() {
        var generator = SplitMix64(seed: 31)
        for _ in 0..<300 {
            let (lengths, capacity) = randomCase(&generator)
            let rows = pack(lengths, capacity)
            #expect(rows.flatMap { $0 }.sorted() == Array(lengths.indices))
            #expect(rows.allSatisfy { !$0.isEmpty && $0.reduce(0) { $0 + lengths[$1] } <= capacity })
            // Within a row, and among the first of the rows, order is kept.
            #expect(rows.allSatisfy { $0 == $0.sorted() })
        }
    }

    @Test("Rows are those of a plain best-fit")
    func plain() {
        var generator = SplitMix64(seed: 32)
        for _ in 0..<200 {
            let (lengths, capacity) = randomCase(&generator)
            let expected = PlainPacking.rows(
                lengths: lengths, capacity: capacity, openRows: ExamplePacking.openRows)
            #expect(pack(lengths, capacity) == expected)
        }
    }

    @Test("A row is begun only for an example that fits into none")
    func anyFit() {
        var generator = SplitMix64(seed: 33)
        for _ in 0..<200 {
            let capacity = 20 + generator.next(below: 100)
            let lengths = (0..<30).map { _ in 1 + generator.next(below: capacity) }
            let rows = pack(lengths, capacity).sorted { $0[0] < $1[0] }
            for (index, row) in rows.enumerated() {
                let used = row.reduce(0) { $0 + lengths[$1] }
                for later in rows[(index + 1)...] { #expect(used + lengths[later[0]] > capacity) }
            }
        }
    }

    @Test("An example as long as a row has it for itself, and shorter ones still meet")
    func longest() {
        #expect(pack([], 5) == [])
        #expect(pack([5], 5) == [[0]])
        #expect(pack([1, 5, 5, 4], 5) == [[1], [2], [0, 3]])
        #expect(pack([3, 2, 2, 1], 5) == [[0, 1], [2, 3]])
        // The fullest row takes it, not the first.
        #expect(pack([2, 4, 1], 5) == [[1, 2], [0]])
    }

    @Test("Rows are nearly full for lengths of every kind, those of a whole row among them")
    func utilisation() {
        var generator = SplitMix64(seed: 34)
        /// What share of the rows is filled.
        func share(_ lengths: [Int], _ capacity: Int) -> Double {
            let rows = pack(lengths, capacity)
            #expect(rows.flatMap { $0 }.sorted() == Array(lengths.indices))
            for row in rows { #expect(row.reduce(0) { $0 + lengths[$1] } <= capacity) }
            // Two rows that are next to each other could not have been one: more than half is filled, whatever comes.
            #expect(rows.count < 2 || 2 * lengths.reduce(0, +) > (rows.count - 1) * capacity)
            return Double(lengths.reduce(0, +)) / Double(rows.count * capacity)
        }
        for capacity in [64, 100, 1024] {
            let uniform = (0..<2000).map { _ in 1 + generator.next(below: capacity) }
            #expect(share(uniform, capacity) > 0.9)
            let short = (0..<2000).map { _ in 1 + generator.next(below: capacity / 4) }
            #expect(share(short, capacity) > 0.95)
            // Every tenth takes a row for itself, and hinders nobody.
            let mixed = short.map { generator.next(below: 10) == 0 ? capacity : $0 }
            #expect(share(mixed, capacity) > 0.95)
            #expect(share(Array(repeating: capacity, count: 50), capacity) == 1)
            // The worst there is: two never fit.
            #expect(share(Array(repeating: capacity / 2 + 1, count: 50), capacity) > 0.5)
        }
    }

    @Test("An example as long as a row holds up none of those around it")
    func noClogging() {
        let lengths = [10, 64, 20, 64, 34, 64, 64, 50, 14]
        #expect(pack(lengths, 64) == [[1], [3], [0, 2, 4], [5], [6], [7, 8]])
    }
}
