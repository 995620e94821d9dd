/// Follows some tokens through the steps, and makes a trace of it.
struct SamplingRecorder {
    private struct Note {
        let stage: SamplingStage
        let keptCount: Int
        /// Of each token that is followed; nil where it is left out.
        let probabilities: [Double?]
    }

    private let tokens: [Int32]
    private let model: ModelDistribution
    private var notes: [Note] = []

    init(_ tokens: [Int32], _ model: ModelDistribution) {
        self.tokens = tokens
        self.model = model
    }

    /// Notes what is left after a step, of which `logits` are the row that it worked on.
    mutating func note(
        _ stage: SamplingStage, _ candidates: inout CandidateSet, _ logits: UnsafeMutableBufferPointer<Float>
    ) {
        let probabilities = tokens.map { token in
            candidates.probability(of: Candidate(token: token, logit: logits[Int(token)]))
        }
        notes.append(Note(stage: stage, keptCount: candidates.count, probabilities: probabilities))
    }

    /// The trace, once all steps have been noted.
    func trace(drawn: Int32, draw: Double?) -> SamplingTrace {
        let candidates = tokens.enumerated().map { index, token in
            let left = notes.map { $0.probabilities[index] }
            return SamplingTrace.Candidate(
                token: token, modelProbability: model.probability(of: token), probabilities: left.map { $0 ?? 0 },
                removedBy: left.firstIndex { $0 == nil }.map { notes[$0].stage })
        }
        let steps = notes.map { SamplingTrace.Step(stage: $0.stage, keptCount: $0.keptCount) }
        return SamplingTrace(steps: steps, candidates: candidates, drawn: drawn, draw: draw)
    }
}
