import ArgumentParser
import Glibc
import Synchronization

/// Lets a command end tidily when the user presses Ctrl-C; a second Ctrl-C ends the program at once.
enum InterruptSignal {
    private static let wasReceived = Atomic(false)

    /// From now on, the signal is only noted.
    static func watch() {
        signal(SIGINT) { _ in
            InterruptSignal.wasReceived.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }

    /// Ends the command with the exit code 130 when the signal came.
    static func check() throws {
        if wasReceived.load(ordering: .relaxed) { throw ExitCode(128 + SIGINT) }
    }
}
