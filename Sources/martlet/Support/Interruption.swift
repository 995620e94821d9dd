import Dispatch
import Foundation

/// Turns Ctrl-C into the cancellation of a task.
enum Interruption {
    /// The exit status of a program that an interrupt ended, as shells expect it.
    static let exitStatus: Int32 = 128 + SIGINT

    /// Runs `body` in a task that the first Ctrl-C cancels; the second ends the program at once.
    static func cancelling<Success: Sendable>(
        _ body: @escaping @Sendable () async throws -> Success
    ) async throws -> Success {
        let task = Task { try await body() }
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        source.setEventHandler {
            if task.isCancelled { _exit(exitStatus) }
            task.cancel()
        }
        source.resume()
        defer {
            source.cancel()
            signal(SIGINT, SIG_DFL)
        }
        return try await task.value
    }
}
