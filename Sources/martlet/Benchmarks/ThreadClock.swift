import Glibc

/// The time that the calling thread has spent computing: unlike the time on the wall, it does not count what other
/// programs of a shared machine take.
enum ThreadClock {
    /// Seconds since the thread began.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// The seconds that `body` takes.
    static func measure(_ body: () throws -> Void) rethrows -> Double {
        let begin = now
        try body()
        return now - begin
    }
}
