import Testing
import Training

/// Examples, and the sequences into which they are packed.
struct PackingCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let count: Int
    let positions: ClosedRange<Int>
    let sequenceLength: Int

    static let all = [
        PackingCase(testDescription: "many short ones", count: 20, positions: 1...9, sequenceLength: 64),
        PackingCase(testDescription: "all lengths there are", count: 9, positions: 1...40, sequenceLength: 40),
        PackingCase(testDescription: "one a row, some filling it", count: 6, positions: 17...33, sequenceLength: 33),
        PackingCase(testDescription: "mostly filling", count: 5, positions: 2...6, sequenceLength: 100),
    ]

    func loader(seed: UInt64, isPacking: Bool = true) -> FineTuneLoader {
        FineTuneLoader(
            examples: RandomExamples.make(count, positions: positions, seed: seed), sequenceLength: sequenceLength,
            batchSize: 3, isPacking: isPacking, seed: seed)
    }
}
