/// The candidates of one position, handed out from the most to the least probable.
///
/// A binary heap: arranging `n` candidates takes time in proportion to `n`, each further one its logarithm, so that
/// a draw, which rarely looks past the first few, does not sort the vocabulary. Storage is reused from draw to draw.
struct CandidateHeap {
    private var elements: [Candidate] = []

    /// How many candidates have not been handed out.
    var count: Int { elements.count }

    /// Fills the heap with a token for each logit, and returns the highest of them.
    ///
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    mutating func fill(from logits: UnsafeBufferPointer<Float>) throws(SamplingError) -> Float {
        let highest = try Self.best(of: logits).logit
        elements.removeAll(keepingCapacity: true)
        elements.reserveCapacity(logits.count)
        for token in 0..<logits.count {
            elements.append(Candidate(token: Int32(token), logit: logits[token]))
        }
        elements.withUnsafeMutableBufferPointer { heap in
            for root in stride(from: heap.count / 2 - 1, through: 0, by: -1) { Self.sink(root, in: heap) }
        }
        return highest
    }

    /// Hands out the most probable of the remaining candidates.
    mutating func pop() -> Candidate? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements.withUnsafeMutableBufferPointer { heap in
            heap[0] = last
            Self.sink(0, in: heap)
        }
        return first
    }

    /// The most probable candidate; among equals, the one with the lowest id.
    ///
    /// - Throws: ``SamplingError`` if a logit is NaN or plus infinity, or if none is finite.
    static func best(of logits: UnsafeBufferPointer<Float>) throws(SamplingError) -> Candidate {
        var best = Candidate(token: 0, logit: -.infinity)
        for token in 0..<logits.count {
            let logit = logits[token]
            // False for NaN and for plus infinity alone.
            guard logit < .infinity else { throw .invalidLogit(token: Int32(token), value: logit) }
            if logit > best.logit { best = Candidate(token: Int32(token), logit: logit) }
        }
        guard best.logit > -.infinity else { throw .noCandidate }
        return best
    }

    /// Lets the element at `start` sink below every child that precedes it.
    private static func sink(_ start: Int, in heap: UnsafeMutableBufferPointer<Candidate>) {
        var parent = start
        let sinking = heap[start]
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].precedes(heap[child]) { child += 1 }
            guard heap[child].precedes(sinking) else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = sinking
    }
}
