import Foundation
import Foundations

/// Holds a run folder for one trainer; the system lets go of it when the process ends, however it ends.
final class RunLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or throws ``RunFolderError/inUse(path:)`` where another process, or another trainer of this one,
    /// has it.
    init(folder: URL) throws {
        let file = folder.appending(path: ".lock")
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("create", file) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let failure = FileError("lock", file)
            close(descriptor)
            throw isTaken ? RunFolderError.inUse(path: folder.path) : failure
        }
    }

    deinit { close(descriptor) }
}
