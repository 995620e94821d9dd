import Foundation
import Foundations

/// Holds a folder for one process; the system lets go of it when the process ends, however it ends.
///
/// The lock lies on the folder itself, so that nothing is left in it.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: `taken` where another process has it, or `FileError`.
    init(folder: URL, orThrow taken: JournalError) throws {
        descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", folder) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let failure = FileError("lock", folder)
            close(descriptor)
            throw isTaken ? taken : failure
        }
    }

    deinit { close(descriptor) }
}
