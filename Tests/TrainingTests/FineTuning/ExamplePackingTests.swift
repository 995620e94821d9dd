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
}
