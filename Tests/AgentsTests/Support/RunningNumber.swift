import Synchronization

/// Counts up.
final class RunningNumber: Sendable {
    private let value = Mutex(0)

    /// The next number, from 1.
    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }
}
