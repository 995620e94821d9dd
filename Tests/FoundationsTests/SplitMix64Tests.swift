import Foundations
import Testing

@Suite("SplitMix64")
struct SplitMix64Tests {
    @Test("The published sequence of seed 1234567 comes out")
    func sequence() {
        var generator = SplitMix64(seed: 1_234_567)
        let expected: [UInt64] = [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
        ]
        #expect((0..<5).map { _ in generator.next() } == expected)
    }

    @Test("Restoring the state continues the same sequence")
    func resume() {
        var generator = SplitMix64(seed: 3)
        for _ in 0..<10 { _ = generator.normal() }
        var resumed = SplitMix64(seed: 0)
        resumed.state = generator.state
        #expect((0..<10).map { _ in generator.next() } == (0..<10).map { _ in resumed.next() })
    }

    @Test("Uniform, bounded and normal numbers have the moments they should")
    func moments() {
        var generator = SplitMix64(seed: 5)
        let count = 100_000
        let uniform = (0..<count).map { _ in generator.uniform() }
        #expect(uniform.allSatisfy { (0..<1).contains($0) })
        #expect(abs(uniform.reduce(0, +) / Double(count) - 0.5) < 0.005)
        let bounded = (0..<count).map { _ in generator.next(below: 7) }
        for value in 0..<7 { #expect(abs(bounded.count { $0 == value } - count / 7) < 600) }
        let normal = (0..<count).map { _ in generator.normal() }
        #expect(normal.allSatisfy { $0.isFinite })
        #expect(abs(normal.reduce(0, +) / Double(count)) < 0.02)
        #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.03)
    }
}
