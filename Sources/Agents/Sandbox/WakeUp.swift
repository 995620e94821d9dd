import CSystem
import Glibc

/// Wakes a thread that waits in poll.
final class WakeUp: Sendable {
    private let reading: Descriptor
    private let writing: Descriptor

    init() throws(WorkspaceError) {
        var ends: [Int32] = [-1, -1]
        let result = martlet_pipe(&ends)
        guard result == 0 else { throw .system(operation: "make", path: "a pipe", errorNumber: -result) }
        reading = Descriptor(owning: ends[0])
        writing = Descriptor(owning: ends[1])
    }

    /// What becomes readable with ``signal()``.
    var descriptor: Int32 { reading.raw }

    func signal() {
        var byte: UInt8 = 1
        _ = write(writing.raw, &byte, 1)
    }
}
