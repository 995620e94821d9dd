import Tensors
import Transformer

/// A request on its way through the engine: tokens that are read, for one of several ends.
class EngineRequest {
    /// Its number, in the order of arrival.
    let id: Int
    /// Those of higher priority come first.
    let priority: Int
    /// Whether it begins with what is there of its tokens, and leaves its own to others.
    let sharesPrefixes: Bool
    /// What is laid over the model's weights for it.
    var adapter: LoRAAdapter?
    /// Its keys and values; nil while it waits for its turn.
    var sequence: KVSequence?
    /// Whether it has been admitted.
    var isRunning = false
    /// The request whose prompt it shares, while that is being read.
    var leader: Int?
    /// What ended it, where that is no reason of its own.
    var failure: (any Error)?
    /// Tokens that were there when it first began.
    var reusedTokenCount: Int?
    /// The step in which it was last worked on.
    var lastStep = 0

    init(id: Int, priority: Int, sharesPrefixes: Bool) {
        self.id = id
        self.priority = priority
        self.sharesPrefixes = sharesPrefixes
    }

    /// The tokens that are to be read, as far as they are known.
    var tokens: [Int32] { preconditionFailure("each kind of request has its tokens") }

    /// Whether it has come to its own end.
    var hasEnded: Bool { preconditionFailure("each kind of request has its end") }

    /// Whether nothing is left to compute.
    var isFinished: Bool { failure != nil || hasEnded }

    /// Tokens that must be read before the next one can be chosen.
    var pending: Int { tokens.count - (sequence?.count ?? 0) }

    /// Whether its reader has as much as may be computed ahead.
    func isHeldBack(by limit: Int) -> Bool { false }

    /// It begins to be read, or begins anew.
    func begin() {}

    /// Notes what a step took in which it had a part.
    func note(_ duration: Duration) {}

    /// Ends it where it is.
    func cancel() { preconditionFailure("each kind of request can be cancelled") }
}
