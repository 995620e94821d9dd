import Evaluation
import Foundation
import Foundations
import Testing

@Suite("Standard errors")
struct StatisticsTests {
    @Test("The mean of samples and its error are those of the textbook")
    func mean() throws {
        let estimate = ScoreEstimate(meanOf: [1, 2, 3, 4])
        #expect(estimate.value == 2.5 && estimate.count == 4)
        #expect(abs(try #require(estimate.standardError) - (5.0 / 3 / 4).squareRoot()) < 1e-15)
        #expect(ScoreEstimate(meanOf: [7.0]).standardError == nil)
        #expect(ScoreEstimate(meanOf: [Double]()) == ScoreEstimate(value: 0, standardError: nil, count: 0))
    }

    @Test("The error of a share is sqrt(p (1 - p) / (n - 1))", arguments: [0, 1, 3, 10])
    func share(right: Int) throws {
        let estimate = ScoreEstimate(shareOf: (0..<10).map { $0 < right })
        let share = Double(right) / 10
        #expect(estimate.value == share)
        #expect(abs(try #require(estimate.standardError) - (share * (1 - share) / 9).squareRoot()) < 1e-15)
    }

    @Test("Errors of groups add up in squares")
    func groups() throws {
        let parts = [0.3, 0.4].map { ScoreEstimate(value: 0.5 + $0, standardError: $0, count: 5) }
        let estimate = ScoreEstimate(meanOf: parts)
        #expect(abs(estimate.value - 0.85) < 1e-15 && estimate.count == 10)
        #expect(abs(try #require(estimate.standardError) - 0.25) < 1e-15)
        let open = parts + [ScoreEstimate(value: 1, standardError: nil, count: 1)]
        #expect(ScoreEstimate(meanOf: open).standardError == nil)
    }

    @Test("A ratio over equal parts has the error of their mean, and its error is that of repeated draws")
    func ratio() throws {
        let values = [0.2, 0.9, 0.4, 0.7]
        let ratio = ScoreEstimate(ratioOf: values.map { (above: 3 * $0, below: 3) })
        let mean = ScoreEstimate(meanOf: values)
        #expect(abs(ratio.value - mean.value) < 1e-12)
        #expect(abs(try #require(ratio.standardError) - (try #require(mean.standardError))) < 1e-12)
        var random = SplitMix64(seed: 11)
        func draw() -> ScoreEstimate {
            ScoreEstimate(
                ratioOf: (0..<200).map { _ in
                    let below = 1 + 9 * random.uniform()
                    return (above: below * (1 + random.uniform()), below: below)
                })
        }
        let draws = (0..<400).map { _ in draw() }
        let mid = draws.reduce(0) { $0 + $1.value } / 400
        let spread = (draws.reduce(0) { $0 + ($1.value - mid) * ($1.value - mid) } / 399).squareRoot()
        let told = draws.reduce(0) { $0 + ($1.standardError ?? 0) } / 400
        #expect(abs(told / spread - 1) < 0.15)
    }

    @Test("The interval of Wilson has the published values, and stays within 0 and 1")
    func wilson() {
        let half = WilsonInterval(successes: 5, count: 10)
        #expect(abs(half.low - 0.236593) < 1e-6 && abs(half.high - 0.763407) < 1e-6)
        let all = WilsonInterval(successes: 10, count: 10)
        #expect(abs(all.low - 0.722467) < 1e-6 && abs(all.high - 1) < 1e-12)
        #expect(WilsonInterval(successes: 0, count: 0) == WilsonInterval(successes: 0, count: -1))
        #expect(WilsonInterval(successes: 0, count: 0).high == 1)
    }
}
