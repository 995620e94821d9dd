import Testing
import Training

@Suite("Learning rate schedules")
struct LearningRateScheduleTests {
    private func table(_ shape: ScheduleShape, warmup: Int = 2, steps: Int = 10, ratio: Double = 0.1) -> [Double] {
        let schedule = LearningRateSchedule(
            shape: shape, peak: 1, minimumRatio: ratio, warmupSteps: warmup, steps: steps, decayShare: 0.4)
        return (0..<steps + 1).map { (schedule.rate(at: $0) * 1e6).rounded() / 1e6 }
    }

    @Test("Every shape climbs in a straight line and ends on its minimum", arguments: ScheduleShape.allCases)
    func endpoints(shape: ScheduleShape) {
        let rates = table(shape)
        #expect(rates[0] == 0.5)
        #expect(rates[1] == 1)
        #expect(rates[9] == (shape == .constant ? 1 : 0.1))
        #expect(rates[10] == rates[9])
    }

    @Test("Linear falls by equal amounts")
    func linear() {
        #expect(table(.linear, ratio: 0.2) == [0.5, 1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.2])
    }

    @Test("Cosine follows half a cosine")
    func cosine() {
        #expect(
            table(.cosine, ratio: 0) == [
                0.5, 1, 0.96194, 0.853553, 0.691342, 0.5, 0.308658, 0.146447, 0.03806, 0, 0,
            ])
    }

    @Test("Warm-up, stable, decay holds the peak until the last share of the run")
    func warmupStableDecay() {
        #expect(table(.wsd, ratio: 0.2) == [0.5, 1, 1, 1, 1, 1, 0.8, 0.6, 0.4, 0.2, 0.2])
    }

    @Test("Without warm-up the first step is already part of the fall")
    func noWarmup() {
        #expect(table(.linear, warmup: 0, steps: 4, ratio: 0) == [0.75, 0.5, 0.25, 0, 0])
        #expect(table(.constant, warmup: 0, steps: 2) == [1, 1, 1])
    }

    @Test("A run that is all warm-up never divides by zero")
    func onlyWarmup() {
        #expect(table(.cosine, warmup: 2, steps: 2) == [0.5, 1, 0.1])
        #expect(table(.wsd, warmup: 1, steps: 1) == [1, 0.1])
    }
}
