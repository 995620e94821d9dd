import Synchronization

/// Which weight was read after which, the last time: a model reads its weights in the same order for every token.
///
/// It knows addresses alone and keeps no weight alive; an address that has become useless costs a moment.
final class ReadOrder: Sendable {
    private struct Memory {
        var last: UInt = 0
        var following: [UInt: UInt] = [:]
        var starts: [UInt: [UInt]] = [:]
    }

    private let memory = Mutex(Memory())
    /// Models come and go: beyond so many weights, everything is learned anew.
    private static let most = 1 << 14

    /// Says that the weight at `address` is read now, where each thread begins with it, and asks the same of the weight that
    /// is expected next; nil where that is unknown.
    func read(_ address: UInt, starts: () -> [UInt]) -> [UInt]? {
        memory.withLock { memory in
            if memory.starts.count > Self.most { memory = Memory() }
            if memory.starts[address] == nil { memory.starts[address] = starts() }
            if memory.following[memory.last] != address { memory.following[memory.last] = address }
            memory.last = address
            return memory.following[address].flatMap { memory.starts[$0] }
        }
    }
}
