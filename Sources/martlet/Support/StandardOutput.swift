@preconcurrency import Glibc

/// Standard output, where what is printed may fail to arrive: on a full disk, say.
enum StandardOutput {
    /// Hands over what is still buffered; a failure, now or since the start, is one of the command.
    static func finish() throws(CommandFailure) {
        errno = 0
        guard fflush(stdout) != 0 || ferror(stdout) != 0 else { return }
        throw failure()
    }

    /// The failure that the system's error number stands for.
    static func failure() -> CommandFailure {
        let reason = errno == 0 ? "a part was lost" : String(cString: strerror(errno))
        return CommandFailure("cannot write to standard output: \(reason)")
    }
}
