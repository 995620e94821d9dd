import Foundation
import Foundations
import Generation
import TestSupport
import Tensors
import Testing
import Training
import Transformer

@Suite("Rollouts")
struct RolloutTests {
    private func policy(threads: Int = 1) throws -> RolloutPolicy {
        RolloutPolicy(
            model: try TinyRollouts.model(), device: CPUDevice(threadCount: threads), precision: .float32)
    }

    @Test("Prompts are answered in groups, with what the policy wrote marked, whatever the threads")
    func answers() throws {
        let environment = TinyRollouts.environment()
        let rollouts = try environment.rollouts(ofIteration: 2, seed: 5, policy: policy())
        #expect(rollouts.map(\.group) == (0..<16).map { $0 / 4 })
        for rollout in rollouts {
            #expect(Array(rollout.isTrained.prefix(4)) == [false, false, false, false])
            #expect(rollout.isTrained.dropFirst(4).allSatisfy { $0 } && (1...6).contains(rollout.trainedCount))
            #expect(rollout.isCut == (rollout.tokens.last != TinyRollouts.endToken))
            let sevens = rollout.tokens.dropFirst(4).count { $0 == TinyRollouts.seven }
            #expect(rollout.reward == Double(sevens) / Double(rollout.trainedCount))
        }
        #expect(Set(rollouts.prefix(4).map(\.tokens)).count > 1)
        #expect(try environment.rollouts(ofIteration: 2, seed: 5, policy: policy(threads: 3)) == rollouts)
        #expect(try environment.rollouts(ofIteration: 2, seed: 6, policy: policy()) != rollouts)
        #expect(try environment.rollouts(ofIteration: 3, seed: 5, policy: policy()) != rollouts)
    }

    @Test("An epoch reads every prompt once, in an order of its own")
    func epochs() throws {
        let environment = TinyRollouts.environment(prompts: 5, group: 1, tokens: 1)
        let policy = try policy()
        func epoch(_ number: Int) throws -> [[Int32]] {
            try (0..<4).flatMap { place in
                try environment.rollouts(ofIteration: 4 * number + place, seed: 1, policy: policy)
            }.map { Array($0.tokens.prefix(4)) }
        }
        let (first, second) = (try epoch(0), try epoch(1))
        #expect(Set(first) == Set(TinyRollouts.tasks(20).map(\.tokens)) && Set(first) == Set(second))
        #expect(first != second)
    }

    @Test("An answer is what generation gives alone: the engine shares nothing but the weights")
    func alone() throws {
        let policy = try policy()
        let tasks = TinyRollouts.tasks(3)
        let engine = AnswerEngine(policy: policy, tokenizer: TinyRollouts.tokenizer)
        let requests = tasks.map {
            GenerationRequest(
                prompt: $0.tokens, sampling: .unfiltered(seed: 11), stops: StopConditions(maximumTokens: 6))
        }
        let found = try engine.answers(to: requests, count: 3)
        for (request, results) in zip(requests, found) {
            #expect(results.count == 3)
            for (index, result) in results.enumerated() {
                var single = request
                single.sampling.seed = request.seed(of: index)
                let loop = try GenerationLoop(
                    model: TinyRollouts.model(), tokenizer: TinyRollouts.tokenizer, request: single,
                    device: CPUDevice(threadCount: 1))
                while try loop.next() != nil {}
                #expect(loop.result?.tokens == result.tokens)
            }
        }
    }

    @Test("Weights that were changed answer differently at once: nothing of the old ones is kept")
    func freshWeights() throws {
        let policy = try policy()
        let environment = TinyRollouts.environment()
        let before = try environment.rollouts(ofIteration: 0, seed: 1, policy: policy)
        let other = try TinyRollouts.model(seed: 9)
        for (parameter, value) in zip(policy.model.parameters, other.parameters.map(\.value.values)) {
            for (index, element) in value.enumerated() { parameter.value.floats[index] = element }
            parameter.valuesChanged()
        }
        let after = try environment.rollouts(ofIteration: 0, seed: 1, policy: policy)
        let fresh = RolloutPolicy(model: other, device: policy.device, precision: .float32)
        #expect(after != before)
        #expect(after == (try environment.rollouts(ofIteration: 0, seed: 1, policy: fresh)))
    }

    @Test("Every pass over the rollouts learns from each of them once, in as many steps as were asked for")
    func plan() {
        let plan = RolloutPlan(epochs: 3, minibatches: 4, microBatchSize: 2)
        #expect(plan.updates == 12)
        let place = plan.place(ofStep: 25)
        #expect(place.iteration == 2 && place.update == 1)
        for epoch in 0..<3 {
            let pieces = (0..<4).map { plan.members(ofUpdate: 4 * epoch + $0, iteration: 1, count: 10, seed: 3) }
            #expect(
                pieces.flatMap(\.self).sorted() == Array(0..<10) && pieces.allSatisfy { (2...3).contains($0.count) })
        }
        let whole = RolloutPlan(microBatchSize: 2).members(ofUpdate: 0, iteration: 7, count: 5, seed: 3)
        #expect(whole == [0, 1, 2, 3, 4])
    }

    @Test("Seeds follow from places, and from every part of them")
    func seeds() {
        let seeds = [
            RolloutSeed.seed(run: 1, 0, 0), RolloutSeed.seed(run: 1, 0, 1), RolloutSeed.seed(run: 1, 1, 0),
            RolloutSeed.seed(run: 2, 0, 0), RolloutSeed.seed(run: 1, 0),
        ]
        #expect(Set(seeds).count == seeds.count && seeds[0] == RolloutSeed.seed(run: 1, 0, 0))
    }

    @Test("A checkpoint in the middle of an iteration holds its rollouts bit for bit, and a damaged one is refused")
    func checkpoint() throws {
        let folder = try TemporaryDirectory()
        func source(_ seed: UInt64 = 4) throws -> RolloutSource {
            let model = try TinyRollouts.model(seed: seed)
            return RolloutSource(
                environment: TinyRollouts.environment(),
                policy: RolloutPolicy(model: model, device: CPUDevice.shared, precision: .float32),
                reference: .model(try TinyRollouts.model(seed: 2)),
                head: ScalarHead(hiddenSize: 32, name: "value", deviation: 0.3, seed: 1),
                estimator: ValueEstimator(control: TokenRewards(coefficient: 0.1)),
                plan: RolloutPlan(epochs: 2, minibatches: 2, microBatchSize: 5), seed: 8)
        }
        let first = try source()
        _ = try first.microBatches(ofStep: 4)
        let expected = try (5..<8).map { try first.microBatches(ofStep: $0) }
        try first.save(to: folder.url, afterStep: 5)
        // Another policy would act otherwise; what is at hand decides.
        let second = try source(5)
        try second.restore(from: folder.url, afterStep: 5)
        #expect(try (5..<8).map { try second.microBatches(ofStep: $0) } == expected)
        #expect(throws: RolloutError.missing(iteration: 1, update: 1)) { try source().microBatches(ofStep: 5) }
        let file = folder.file("rollouts.json")
        let whole = try String(contentsOf: file, encoding: .utf8)
        for damaged in [
            "{}", whole.replacing("\"cut\"", with: "\"cat\""),
            whole.replacing("\"iteration\":1", with: "\"iteration\":2"),
        ] {
            try AtomicFile.write(damaged, to: file)
            #expect(throws: RunFolderError.self) { try source().restore(from: folder.url, afterStep: 5) }
        }
        // Between iterations nothing is needed.
        try source().restore(from: folder.url, afterStep: 8)
    }

    @Test("A reward that is no number stops the run by name")
    func notFinite() throws {
        struct Broken: RewardFunction {
            let name = "broken"
            func rewards(of answers: [GradedAnswer]) -> [Reward] { answers.map { _ in Reward(.nan) } }
        }
        var environment = TinyRollouts.environment()
        environment.reward = Broken()
        let source = RolloutSource(
            environment: environment, policy: try policy(), reference: .none, estimator: GroupEstimator(),
            plan: RolloutPlan(microBatchSize: 4), seed: 1)
        let error = #expect(throws: NotFinite.self) { try source.microBatches(ofStep: 0) }
        #expect(error?.quantity == "reward" && error?.step == 1)
    }
}
