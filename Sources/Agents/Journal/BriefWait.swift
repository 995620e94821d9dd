import Glibc

/// Waits a moment for what others are about to let go of.
///
/// A lock of a process that was just killed, or that is just starting another program, may be held for some
/// milliseconds more.
enum BriefWait {
    /// Tries until `attempt` succeeds, for at most a fifth of a second; whether it did.
    static func until<Failure: Error>(_ attempt: () throws(Failure) -> Bool) throws(Failure) -> Bool {
        for _ in 0..<20 {
            if try attempt() { return true }
            usleep(10_000)
        }
        return try attempt()
    }
}
