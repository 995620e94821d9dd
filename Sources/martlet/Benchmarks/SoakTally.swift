import Foundation
import Synchronization

/// What a soak has seen so far.
final class SoakTally: Sendable {
    /// Counts of a moment.
    struct Counts: Sendable {
        var finished = 0
        var cancelled = 0
        var dropped = 0
        var tokens = 0
        var reusedTokens = 0
        var differences: [String] = []
        /// When a request was last brought to its end.
        var lastEnd = ContinuousClock.now
    }

    private let counts = Mutex(Counts())

    var current: Counts { counts.withLock { $0 } }

    func note(_ change: @Sendable (inout Counts) -> Void) {
        counts.withLock {
            change(&$0)
            $0.lastEnd = .now
        }
    }

    /// Bytes of memory that the process occupies now.
    static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }
}
