import Foundation

/// Waiting for somebody who may take for ever.
enum InputWait {
    /// Runs what waits for input apart from the threads that Swift's tasks share.
    static func blocking<Value>(_ body: @escaping () -> sending Value) async -> sending Value {
        nonisolated(unsafe) let body = body
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }
}
