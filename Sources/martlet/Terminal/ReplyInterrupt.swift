import Glibc
import Synchronization

/// Ctrl-C while a reply is being written: it stops the reply and nothing else.
enum ReplyInterrupt {
    private static let isRequested = Atomic<Bool>(false)

    /// Whether Ctrl-C came since it is watched for, or since the last reply was begun.
    static var isNoted: Bool { isRequested.load(ordering: .relaxed) }

    /// From now on Ctrl-C is only noted.
    static func watch() {
        isRequested.store(false, ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in ReplyInterrupt.isRequested.store(true, ordering: .relaxed) }
        action.sa_flags = Int32(SA_RESTART)
        sigaction(SIGINT, &action, nil)
    }

    /// From now on Ctrl-C ends the program, as it does by itself.
    static func unwatch() { signal(SIGINT, SIG_DFL) }

    /// Runs `body` in a task that Ctrl-C cancels, while it is watched for.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        isRequested.store(false, ordering: .relaxed)
        let task = Task { try await body() }
        // A handler may do no more than store a word, so somebody has to look at it.
        let watcher = Task {
            while !Task.isCancelled {
                if isRequested.load(ordering: .relaxed) { task.cancel() }
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        defer { watcher.cancel() }
        return try await task.value
    }
}
