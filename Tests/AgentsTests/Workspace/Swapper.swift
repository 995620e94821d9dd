import Foundation
import Glibc
import Synchronization

/// Exchanges the folder `d` for the link `link` and back, as fast as it can, on a thread of its own.
final class Swapper: Sendable {
    private let folder: String
    private let isStopped = Atomic(false)
    private let swaps = Atomic(0)
    private let ended = DispatchSemaphore(value: 0)

    init(_ folder: String) { self.folder = folder }

    /// How often it exchanged them.
    var count: Int { swaps.load(ordering: .relaxed) }

    func start() {
        Thread.detachNewThread { [self] in
            while !isStopped.load(ordering: .relaxed) {
                rename(folder + "/d", folder + "/aside")
                rename(folder + "/link", folder + "/d")
                rename(folder + "/d", folder + "/link")
                rename(folder + "/aside", folder + "/d")
                swaps.add(1, ordering: .relaxed)
            }
            ended.signal()
        }
    }

    /// Ends with the folder in its place.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        ended.wait()
    }
}
