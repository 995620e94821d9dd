import Foundation
import Foundations
import Testing
import Training

@Suite("Losses of policies")
struct PolicyLossTests {
    @Test("On policy the loss of a token is its advantage turned around, and so is its slope")
    func onPolicy() {
        for advantage in [1.5, -0.5, 0] {
            let loss = ClippedPolicyLoss().loss(logProbability: -2, old: -2, advantage: advantage)
            #expect(loss.value == -advantage && loss.slope == -advantage && !loss.isClipped)
        }
    }

    @Test(
        "The clip holds where it should, by hand",
        arguments: [
            // ratio, advantage, value, slope
            (1.1, 2.0, -2.2, -2.2), (1.5, 2, -2.4, 0), (0.5, 2, -1, -1), (0.9, -2, 1.8, 1.8), (0.5, -2, 1.6, 0),
            (1.5, -2, 3, 3),
        ])
    func clip(ratio: Double, advantage: Double, value: Double, slope: Double) {
        let loss = ClippedPolicyLoss(lower: 0.2).loss(logProbability: log(ratio) - 1, old: -1, advantage: advantage)
        #expect(abs(loss.value - value) < 1e-12 && abs(loss.slope - slope) < 1e-12)
        #expect(loss.isClipped == (slope == 0))
    }

    @Test("Bounds may differ")
    func bounds() {
        let loss = ClippedPolicyLoss(lower: 0.2, upper: 0.28)
        #expect(!loss.loss(logProbability: log(1.25), old: 0, advantage: 1).isClipped)
        #expect(abs(loss.loss(logProbability: log(1.5), old: 0, advantage: 1).value + 1.28) < 1e-12)
        #expect(abs(loss.loss(logProbability: log(0.5), old: 0, advantage: -1).value - 0.8) < 1e-12)
    }

    @Test(
        "Values are clipped by hand-computed cases",
        arguments: [
            // value, old, target, loss, slope
            (0.1, 0.0, 1.0, 0.405, -0.9), (0.5, 0, 1, 0.32, 0), (0.5, 0, -1, 1.125, 1.5), (-0.5, 0, 1, 1.125, -1.5),
            (1, 1, 1, 0, 0),
        ])
    func values(value: Double, old: Double, target: Double, expected: Double, slope: Double) {
        let loss = ClippedValueLoss(range: 0.2).loss(value: value, old: old, target: target)
        #expect(abs(loss.value - expected) < 1e-12 && abs(loss.slope - slope) < 1e-12)
    }

    @Test("The distance from the reference is never negative, 0 where both agree, and e^d - d - 1 elsewhere")
    func distance() {
        #expect(ReferencePenalty.loss(logProbability: -1, reference: -1) == TokenLoss(value: 0, slope: 0))
        let loss = ReferencePenalty.loss(logProbability: -2, reference: -1)
        #expect(abs(loss.value - (M_E - 2)) < 1e-12 && abs(loss.slope - (1 - M_E)) < 1e-12)
        var generator = SplitMix64(seed: 3)
        for _ in 0..<100 {
            #expect(ReferencePenalty.loss(logProbability: generator.normal(), reference: generator.normal()).value >= 0)
        }
    }

    @Test("Slopes are those of finite differences")
    func slopes() {
        var generator = SplitMix64(seed: 9)
        let step = 1e-6
        func compare(_ loss: (Double) -> TokenLoss, at x: Double) {
            let slope = (loss(x + step).value - loss(x - step).value) / (2 * step)
            #expect(abs(loss(x).slope - slope) < 1e-5 * max(1, abs(slope)))
        }
        for _ in 0..<100 {
            let (old, other, advantage) = (generator.normal(), generator.normal(), generator.normal())
            let x = old + 0.5 * generator.normal()
            compare({ ClippedPolicyLoss().loss(logProbability: $0, old: old, advantage: advantage) }, at: x)
            compare({ ClippedValueLoss().loss(value: $0, old: old, target: other) }, at: x)
            compare({ ReferencePenalty.loss(logProbability: $0, reference: old) }, at: x)
        }
    }

    @Test("Answers, tokens or a constant share the loss, by hand")
    func normalization() {
        // Answers of 2 and 6 tokens, each token with a loss of 1.
        func mean(_ normalization: PolicyNormalization) -> Double {
            let lengths = [2, 6]
            let sum = lengths.reduce(0.0) { $0 + normalization.factor(length: $1) * Double($1) }
            return sum / lengths.reduce(0) { $0 + normalization.weight(length: $1) }
        }
        #expect(mean(.answers) == 1 && mean(.tokens) == 1 && mean(.constant(length: 8)) == 0.5)
        #expect(PolicyNormalization.answers.factor(length: 4) == 0.25)
        #expect(PolicyNormalization.tokens.weight(length: 4) == 4)
        #expect(GRPOLossKind.drGRPO.normalization(longest: 8) == .constant(length: 8))
        #expect(GRPOLossKind.drGRPO.advantage == .centred && GRPOLossKind.dapo.advantage == .standardized())
    }
}
