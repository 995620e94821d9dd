import Dispatch
import Generation
import Synchronization

/// A constraint that leaves a text free, and cancels its task from within the step that gives it so many tokens: nothing
/// of that depends on how fast any thread is.
struct CancelTrigger: TokenConstraint {
    private final class Wire: Sendable {
        let cancel = Mutex<(@Sendable () -> Void)?>(nil)
        let isArmed = DispatchSemaphore(value: 0)

        func pull() {
            isArmed.wait()
            cancel.withLock { $0 }?()
            isArmed.signal()
        }
    }

    private let wire = Wire()
    private let mask: TokenMask
    private let tokens: Int
    private var count = 0

    init(vocabularySize: Int, tokens: Int) {
        var mask = TokenMask(vocabularySize: vocabularySize)
        for token in 0..<Int32(vocabularySize) { mask.insert(token) }
        self.mask = mask
        self.tokens = tokens
    }

    /// What cancels the task; a text that has its tokens before that is known waits for it.
    func arm(_ cancel: @escaping @Sendable () -> Void) {
        wire.cancel.withLock { $0 = cancel }
        wire.isArmed.signal()
    }

    var isComplete: Bool { false }

    func allowedTokens() -> TokenMask { mask }

    mutating func accept(_ token: Int32) -> Bool {
        count += 1
        if count == tokens { wire.pull() }
        return true
    }
}
