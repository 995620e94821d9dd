import Foundation
import Foundations
import Testing
import Training

@Suite("Losses of preferences")
struct PreferenceLossTests {
    /// A pair of which the chosen answer has gained `margin` nats on the rejected one.
    private func pair(_ margin: Double, tokens: (Int, Int) = (1, 1)) -> (chosen: AnswerScore, rejected: AnswerScore) {
        (
            AnswerScore(logProbability: -30 + margin, reference: -30, tokens: tokens.0),
            AnswerScore(logProbability: -40, reference: -40, tokens: tokens.1)
        )
    }

    private func value(_ loss: some PairwiseLoss, _ margin: Double) -> Double {
        let (chosen, rejected) = pair(margin)
        return loss.loss(chosen: chosen, rejected: rejected).value
    }

    private func near(_ a: Double, _ b: Double, _ bound: Double = 5e-5) -> Bool { abs(a - b) < bound }

    @Test("DPO at margins 0, 10 and 20 with beta 0.1 is 0.6931, 0.3133 and 0.1269")
    func dpo() {
        #expect(zip([0.0, 10, 20], [0.6931, 0.3133, 0.1269]).allSatisfy { near(value(DPOLoss(beta: 0.1), $0), $1) })
        #expect(DPOLoss().initialValue == log(2))
    }

    @Test("The hinge at margins 0, 10 and 20 with beta 0.1 is 1, 0 and 0")
    func hinge() {
        #expect([0, 10, 20].map { value(HingeLoss(beta: 0.1), $0) } == [1, 0, 0])
        #expect(near(value(HingeLoss(beta: 0.1), 4), 0.6))
    }

    @Test("IPO is 25 at the start with beta 0.1, and 0 where the margin of means is 5")
    func ipo() {
        #expect(near(value(IPOLoss(beta: 0.1), 0), 25, 1e-12))
        #expect(near(IPOLoss(beta: 0.1).initialValue ?? 0, 25, 1e-12))
        let (chosen, rejected) = pair(20, tokens: (4, 9))
        #expect(IPOLoss(beta: 0.1).loss(chosen: chosen, rejected: rejected).value == 0)
    }

    @Test("Conservative and robust DPO weigh both labels by the share of wrong ones, and are DPO where it is 0")
    func smoothing() {
        for margin in [-12.0, 0, 3, 10] {
            let plain = value(DPOLoss(beta: 0.1), margin), turned = value(DPOLoss(beta: 0.1), -margin)
            let conservative = ConservativeDPOLoss(beta: 0.1, labelSmoothing: 0.2)
            let robust = RobustDPOLoss(beta: 0.1, labelSmoothing: 0.2)
            #expect(near(value(conservative, margin), 0.8 * plain + 0.2 * turned, 1e-12))
            #expect(near(value(robust, margin), (0.8 * plain - 0.2 * turned) / 0.6, 1e-12))
            #expect(near(value(ConservativeDPOLoss(beta: 0.1, labelSmoothing: 0), margin), plain, 1e-12))
            #expect(near(value(RobustDPOLoss(beta: 0.1, labelSmoothing: 0), margin), plain, 1e-12))
        }
        // The least loss lies where the probability of the label is what its share says.
        let best = 10 * log(0.8 / 0.2)
        let (chosen, rejected) = pair(best)
        let loss = ConservativeDPOLoss(beta: 0.1, labelSmoothing: 0.2).loss(chosen: chosen, rejected: rejected)
        #expect(abs(loss.chosenSlope) < 1e-12)
    }

    @Test("KTO is half its weight at the reference, and saturates on either side")
    func kto() {
        let loss = KTOLoss(beta: 0.1, desirableWeight: 1.5, undesirableWeight: 0.5)
        func at(_ ratio: Double, _ isDesirable: Bool, _ divergence: Double = 0) -> Double {
            let answer = AnswerScore(logProbability: -20 + ratio, reference: -20, tokens: 3)
            return loss.loss(answer, isDesirable: isDesirable, divergence: divergence).value
        }
        #expect(at(0, true) == 0.75 && at(0, false) == 0.25)
        #expect(at(7, true, 7) == 0.75 && at(7, false, 7) == 0.25)
        #expect(near(at(10, true), 1.5 * 0.268_941_4, 1e-6) && near(at(10, false), 0.5 * 0.731_058_6, 1e-6))
        #expect(at(500, true) < 1e-12 && near(at(500, false), 0.5, 1e-12))
        #expect(KTOLoss.divergence(logRatios: [1, 2, 6]) == 3)
        #expect(KTOLoss.divergence(logRatios: [-4, 1]) == 0 && KTOLoss.divergence(logRatios: []) == 0)
    }

    @Test("ORPO adds the weighed odds ratio to the loss of the chosen answer")
    func orpo() {
        // Tokens of probability 1/2 and 1/4: odds of 1 and 1/3.
        let chosen = AnswerScore(logProbability: 3 * log(0.5), tokens: 3)
        let rejected = AnswerScore(logProbability: 2 * log(0.25), tokens: 2)
        let found = ORPOLoss(beta: 0.1).loss(chosen: chosen, rejected: rejected)
        #expect(near(found.value, log(2) - 0.1 * log(0.75), 1e-12))
        let same = ORPOLoss(beta: 0.1).loss(chosen: chosen, rejected: chosen)
        #expect(near(same.value, 1.1 * log(2), 1e-12))
        // An answer that is certain has finite odds.
        let certain = AnswerScore(logProbability: 0, tokens: 3)
        let edge = ORPOLoss(beta: 0.1).loss(chosen: certain, rejected: certain)
        #expect(edge.value.isFinite && edge.chosenSlope.isFinite && edge.rejectedSlope.isFinite)
    }

    @Test("SimPO compares means, and is ln 2 where they differ by gamma over beta")
    func simpo() {
        let loss = SimPOLoss(beta: 2, gamma: 1)
        let rejected = AnswerScore(logProbability: -8, tokens: 4)
        let chosen = AnswerScore(logProbability: -9, tokens: 6)
        #expect(near(loss.loss(chosen: chosen, rejected: rejected).value, log(2), 1e-12))
        #expect(near(loss.loss(chosen: rejected, rejected: rejected).value, log(1 + exp(1)), 1e-12))
    }

    @Test("The loss of a reward model is ln 2 at the start, heeds the margin, and draws scores together around 0")
    func reward() {
        #expect(RewardLoss().loss(chosen: 0, rejected: 0).value == log(2))
        #expect(near(RewardLoss().loss(chosen: 3, rejected: 1).value, log(1 + exp(-2)), 1e-12))
        #expect(near(RewardLoss().loss(chosen: 3, rejected: 1, margin: 2).value, log(2), 1e-12))
        #expect(near(RewardLoss(centring: 0.1).loss(chosen: 2, rejected: 1).value, log(1 + exp(-1)) + 0.9, 1e-12))
        #expect(RewardLoss().loss(chosen: -2000, rejected: 0).value == 2000)
    }

    @Test("Every slope agrees with finite differences", arguments: 0..<40)
    func slopes(_ draw: Int) {
        var generator = SplitMix64(seed: UInt64(draw))
        func score() -> AnswerScore {
            let tokens = 1 + generator.next(below: 9)
            let reference = -Double(tokens) * (0.2 + abs(generator.normal()))
            return AnswerScore(
                logProbability: min(-0.05 * Double(tokens), reference + 2 * generator.normal()), reference: reference,
                tokens: tokens)
        }
        let (chosen, rejected) = (score(), score())
        let losses: [any PairwiseLoss] = [
            DPOLoss(beta: 0.3), HingeLoss(beta: 0.3), IPOLoss(beta: 0.3), SimPOLoss(), ORPOLoss(beta: 0.5),
            ConservativeDPOLoss(beta: 0.3, labelSmoothing: 0.1), RobustDPOLoss(beta: 0.3, labelSmoothing: 0.1),
        ]
        let step = 1e-5
        func moved(_ answer: AnswerScore, _ by: Double) -> AnswerScore {
            var answer = answer
            answer.logProbability += by
            return answer
        }
        for loss in losses {
            let found = loss.loss(chosen: chosen, rejected: rejected)
            func value(_ first: Double, _ second: Double) -> Double {
                loss.loss(chosen: moved(chosen, first), rejected: moved(rejected, second)).value
            }
            let good = (value(step, 0) - value(-step, 0)) / (2 * step)
            let bad = (value(0, step) - value(0, -step)) / (2 * step)
            #expect(near(found.chosenSlope, good, 1e-6) && near(found.rejectedSlope, bad, 1e-6), "\(loss)")
        }
        let kto = KTOLoss(beta: 0.3, desirableWeight: 1.5, undesirableWeight: 0.75)
        for isDesirable in [true, false] {
            func value(_ by: Double) -> Double {
                kto.loss(moved(chosen, by), isDesirable: isDesirable, divergence: 0.4).value
            }
            let found = kto.loss(chosen, isDesirable: isDesirable, divergence: 0.4).slope
            #expect(near(found, (value(step) - value(-step)) / (2 * step), 1e-6))
        }
        let reward = RewardLoss(centring: 0.05), scores = (generator.normal(), generator.normal())
        func value(_ first: Double, _ second: Double) -> Double {
            reward.loss(chosen: scores.0 + first, rejected: scores.1 + second, margin: 0.5).value
        }
        let found = reward.loss(chosen: scores.0, rejected: scores.1, margin: 0.5)
        #expect(near(found.chosenSlope, (value(step, 0) - value(-step, 0)) / (2 * step), 1e-6))
        #expect(near(found.rejectedSlope, (value(0, step) - value(0, -step)) / (2 * step), 1e-6))
    }
}
