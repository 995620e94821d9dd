import Foundations
import Training

/// Examples of random tokens and random marks.
enum RandomExamples {
    /// As many examples as wanted, each with some tokens that carry loss.
    ///
    /// - Parameter positions: how many positions an example takes in a sequence: one fewer than its tokens.
    static func make(_ count: Int, positions: ClosedRange<Int>, seed: UInt64) -> [FineTuneExample] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { _ in
            let positions = positions.lowerBound + generator.next(below: positions.count)
            let tokens = (0...positions).map { _ in Int32(generator.next(below: ModelShape.vocabularySize)) }
            let marks = (1..<positions + 1).map { _ in generator.next(below: 3) > 0 }
            return FineTuneExample(tokens: tokens, isTrained: [false] + marks.dropLast() + [true])
        }
    }
}
