import Foundation
import Synchronization

/// Counts the moments at which the process can be killed, and kills it at one of them.
final class Moments: Sendable {
    private let passed = Mutex(0)
    private let last: Int

    init(last: Int) { self.last = last }

    /// How many there were.
    var count: Int { passed.withLock { $0 } }

    /// One more.
    func pass() {
        let number = passed.withLock { passed in
            passed += 1
            return passed
        }
        if number == last { kill(getpid(), SIGKILL) }
    }
}
