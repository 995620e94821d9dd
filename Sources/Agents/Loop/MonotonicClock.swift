import Glibc

/// A clock that only goes forward.
public enum MonotonicClock {
    /// Seconds since some moment in the past; a suspended machine's clock stands still.
    @Sendable public static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
