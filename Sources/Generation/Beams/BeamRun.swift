import Tensors
import Tokenization
import Transformer

/// A beam search on its way through the engine: partial continuations share the pages of what they have in common.
final class BeamRun {
    /// Its number, in the order of arrival.
    let id: Int
    /// The tokens to continue.
    let prompt: [Int32]
    /// Pages that it may come to need; they are kept free for it while it runs.
    let reservedPages: Int
    /// Whether it has been admitted.
    private(set) var isRunning = false
    /// What ended it, where that is no end of its own.
    private(set) var failure: (any Error)?
    /// What it found, once it is over.
    private(set) var hypotheses: [BeamHypothesis]?

    private var search: BeamSearch
    /// The prompt while it is read, then one for each extension.
    private var sequences: [KVSequence] = []

    init(id: Int, prompt: [Int32], reservedPages: Int, search: BeamSearch) {
        self.id = id
        self.prompt = prompt
        self.reservedPages = reservedPages
        self.search = search
        if search.isOver { hypotheses = search.best() }
    }

    /// Whether nothing is left to compute.
    var isFinished: Bool { failure != nil || hypotheses != nil }

    /// Pages of the reserved ones that it does not use yet.
    var openPages: Int { max(0, reservedPages - Set(sequences.flatMap(\.pages)).count) }

    /// The pages that hold the prompt, once it has been read and before it is continued.
    var readPrompt: KVSequence? { sequences.count == 1 && sequences[0].count == prompt.count ? sequences[0] : nil }

    /// Begins, with what is there of the prompt.
    func begin(_ sequence: KVSequence) {
        isRunning = true
        sequences = [sequence]
    }

    /// What the next step reads: a piece of the prompt, or the last token of each partial continuation.
    func chunks(atMost limit: Int) -> [SequenceChunk] {
        guard let first = sequences.first else { return [] }
        if first.count < prompt.count {
            let end = min(prompt.count, first.count + limit)
            return [
                SequenceChunk(
                    tokens: Array(prompt[first.count..<end]), sequence: first,
                    rows: end == prompt.count ? .last : .none)
            ]
        }
        return zip(search.extensions, sequences).map { step, sequence in
            SequenceChunk(tokens: [step.token].compactMap { $0 }, sequence: sequence, rows: .last)
        }
    }

    /// Makes a step with the logits of its chunks; none where the prompt is not at its end.
    func take(_ logits: Tensor) throws {
        guard logits.rows > 0 else { return }
        try withExtendedLifetime(logits) {
            try search.advance { UnsafeBufferPointer(logits.rows($0..<$0 + 1).floats) }
        }
        if search.isOver { return end(search.best()) }
        sequences = search.extensions.map { sequences[$0.parent].fork() }
    }

    /// Ends it with what has been found.
    func cancel() {
        if !isFinished { end(search.best(isCancelled: true)) }
    }

    /// Ends it with an error.
    func fail(_ error: any Error) {
        failure = error
        release()
    }

    private func end(_ found: [BeamHypothesis]) {
        hypotheses = found
        release()
    }

    private func release() {
        isRunning = false
        sequences = []
    }
}
