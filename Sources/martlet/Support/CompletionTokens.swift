import Generation
import Synchronization

/// The tokens of several continuations that are read at once, and how far they are, told on a terminal.
final class CompletionTokens: Sendable {
    private let tokens: Mutex<[[GeneratedToken]]>
    private let line = StatusLine()

    init(count: Int) {
        tokens = Mutex([[GeneratedToken]](repeating: [], count: count))
    }

    /// The tokens of each.
    var all: [[GeneratedToken]] { tokens.withLock { $0 } }

    /// Notes a token.
    func note(_ completion: Int, _ token: GeneratedToken) {
        tokens.withLock { tokens in
            tokens[completion].append(token)
            line.show("\(tokens.reduce(0) { $0 + $1.count }) tokens of \(tokens.count) texts")
        }
    }

    /// Removes the line.
    func clear() { line.clear() }
}
