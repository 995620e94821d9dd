import Agents
import Synchronization

/// Where episodes, which end in any order, leave what came of them.
final class EpisodeBoard: Sendable {
    private let noted: Mutex<[Result<TaskResult, any Error>?]>

    init(count: Int) {
        noted = Mutex([Result<TaskResult, any Error>?](repeating: nil, count: count))
    }

    func note(_ outcome: Result<TaskResult, any Error>, of episode: Int) {
        noted.withLock { $0[episode] = outcome }
    }

    /// What came of all of them, in their order.
    ///
    /// - Throws: the error of the first that failed.
    func outcomes() throws -> [TaskResult] { try noted.withLock { try $0.compactMap { try $0?.get() } } }
}
