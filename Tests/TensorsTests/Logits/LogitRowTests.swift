import Foundations
import Glibc
import Tensors
import Testing

@Suite("Rows of logits")
struct LogitRowTests {
    static let counts = [1, 3, 15, 16, 17, 63, 64, 65, 200, 1023, 1024, 1025, 5_000]

    @Test("Each block has its maximum, and logits of minus infinity are not counted", arguments: TestDevice.levels)
    func maxima(level: KernelLevel) {
        var generator = SplitMix64(seed: 80)
        for count in Self.counts {
            let logits = (0..<count).map { _ in generator.uniform() < 0.2 ? -Float.infinity : Float(generator.normal())
            }
            var maxima: [Float] = []
            let finite = logits.withUnsafeBufferPointer { LogitRow($0, level: level).findMaxima(&maxima) }
            #expect(finite == logits.count { $0 > -.infinity })
            let expected = stride(from: 0, to: count, by: LogitRow.blockSize).map { start in
                logits[start..<min(count, start + LogitRow.blockSize)].max()!
            }
            #expect(maxima == expected)
        }
    }

    @Test("NaN and plus infinity are noticed wherever they are", arguments: TestDevice.levels)
    func broken(level: KernelLevel) {
        for count in Self.counts {
            for place in [0, count / 2, count - 1] {
                for value in [Float.nan, .infinity, -.nan] {
                    var logits = [Float](repeating: 1, count: count)
                    logits[place] = value
                    var maxima: [Float] = []
                    #expect(logits.withUnsafeBufferPointer { LogitRow($0, level: level).findMaxima(&maxima) } == nil)
                }
            }
        }
    }

    @Test("The sum of exponentials is that of the definition", arguments: TestDevice.levels)
    func sums(level: KernelLevel) {
        var generator = SplitMix64(seed: 81)
        for count in Self.counts {
            let logits = (0..<count).map { _ in
                generator.uniform() < 0.1 ? -Float.infinity : Float(generator.normal() * 5)
            }
            guard let highest = logits.max(), highest > -.infinity else { continue }
            for temperature in [0.3, 1, 2.5] {
                let sum = logits.withUnsafeBufferPointer {
                    LogitRow($0, level: level).exponentialSum(below: highest, temperature: temperature)
                }
                let expected = logits.reduce(0.0) { $0 + exp(Double($1 - highest) / temperature) }
                #expect(abs(sum - expected) < 2e-6 * expected)
            }
        }
    }

    @Test("Extreme temperatures and logits give finite sums", arguments: TestDevice.levels)
    func extremes(level: KernelLevel) {
        let logits: [Float] = [-3e38, 3e38, -.infinity, 3e38]
        for temperature in [1e-300, 1e-6, 1, 1e6, 1e300] {
            let sum = logits.withUnsafeBufferPointer {
                LogitRow($0, level: level).exponentialSum(below: 3e38, temperature: temperature)
            }
            #expect(sum >= 2 && sum <= 3)
        }
    }
}
