import Foundation
import Synchronization

/// A wish to stop, which a long run looks at between its steps.
public final class StopSignal: Sendable {
    private let number = Atomic<Int32>(0)

    public init() {}

    /// Asks for the stop.
    public func request() { number.store(SIGTERM, ordering: .relaxed) }

    /// Whether a stop was asked for.
    public var isRequested: Bool {
        number.load(ordering: .relaxed) != 0 || (isListening && Self.received.load(ordering: .relaxed) != 0)
    }

    /// Takes SIGINT and SIGTERM as the wish to stop. A second one ends the process at once, as it would by itself.
    public static func listening() -> StopSignal {
        let signal = StopSignal()
        signal.listens.store(true, ordering: .relaxed)
        received.store(0, ordering: .relaxed)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        for number in [SIGINT, SIGTERM] {
            sigaddset(&unblocked, number)
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in StopSignal.received.store(number, ordering: .relaxed) }
            // The handler is for the first signal only.
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
            sigaction(number, &action, nil)
        }
        // Some programs start others with signals blocked.
        pthread_sigmask(SIG_UNBLOCK, &unblocked, nil)
        return signal
    }

    private let listens = Atomic<Bool>(false)
    private var isListening: Bool { listens.load(ordering: .relaxed) }

    /// The last signal of the process: storing a word is all that a handler may do.
    private static let received = Atomic<Int32>(0)
}
