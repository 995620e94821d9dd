/// Notes what is left after each step, and makes a trace of it.
struct SamplingRecorder {
    private struct Note {
        let stage: SamplingStage
        let probabilities: [Int32: Double]
    }

    private var model: ModelDistribution
    private var notes: [Note] = []

    init(_ model: ModelDistribution) { self.model = model }

    mutating func note(_ stage: SamplingStage, _ candidates: inout CandidateSet) {
        let total = candidates.totalWeight()
        var probabilities: [Int32: Double] = [:]
        for candidate in candidates.candidates() {
            probabilities[candidate.token] = candidates.weight(of: candidate) / total
        }
        notes.append(Note(stage: stage, probabilities: probabilities))
    }

    mutating func trace(drawn: Int32, count: Int, draw: Double?) -> SamplingTrace {
        var tokens = model.top(count)
        if !tokens.contains(drawn) { tokens.append(drawn) }
        let candidates = tokens.map { token in
            let left = notes.map { $0.probabilities[token] }
            return SamplingTrace.Candidate(
                token: token, modelProbability: model.probability(of: token),
                probabilities: left.map { $0 ?? 0 },
                removedBy: left.firstIndex { $0 == nil }.map { notes[$0].stage })
        }
        let steps = notes.map { SamplingTrace.Step(stage: $0.stage, keptCount: $0.probabilities.count) }
        return SamplingTrace(steps: steps, candidates: candidates, drawn: drawn, draw: draw)
    }
}
