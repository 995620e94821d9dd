/// A binary heap of candidates, the first to merge on top.
struct CandidateHeap: Sendable {
    private var heap: [MergeCandidate] = []

    /// Removes all candidates and keeps the memory.
    mutating func removeAll() { heap.removeAll(keepingCapacity: true) }

    /// Adds `candidate`.
    mutating func insert(_ candidate: MergeCandidate) {
        heap.append(candidate)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard candidate.order < heap[parent].order else { break }
            heap[child] = heap[parent]
            child = parent
        }
        heap[child] = candidate
    }

    /// Removes and returns the candidate of the lowest rank, the leftmost of equals; nil when there is none.
    mutating func popFirst() -> MergeCandidate? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if heap.isEmpty { return first }
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].order < heap[child].order { child += 1 }
            guard heap[child].order < last.order else { break }
            heap[parent] = heap[child]
            parent = child
        }
        heap[parent] = last
        return first
    }
}
