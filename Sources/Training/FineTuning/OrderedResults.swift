import Corpus
import Synchronization

/// What several workers found, in the order of the work.
final class OrderedResults<Value: Sendable>: Sendable {
    private let results: Mutex<[Result<Value, TranscriptError>?]>

    init(count: Int) {
        results = Mutex(Array(repeating: nil, count: count))
    }

    /// Keeps what became of a piece of work.
    func set(_ index: Int, to result: Result<Value, TranscriptError>) {
        results.withLock { $0[index] = result }
    }

    /// All results, once the workers are done.
    func all() -> [Result<Value, TranscriptError>] {
        results.withLock { $0.compactMap { $0 } }
    }
}
