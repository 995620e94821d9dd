import Glibc
import Synchronization

extension Workspace {
    /// Makes this workspace the only one through which the folder is patched, until the claim is released.
    ///
    /// The lock lies on the folder itself and ends with the process, however that ends.
    ///
    /// - Throws: ``WorkspaceError/busy(_:)`` where another run holds it.
    public func claimed() throws(WorkspaceError) -> WorkspaceClaim {
        try lock()
        return WorkspaceClaim(self)
    }

    /// Takes the lock of the folder, or counts one more holder.
    func lock() throws(WorkspaceError) {
        let raw = folder.raw
        let number = claim.withLock { state -> Int32 in
            if state.holders == 0 {
                while flock(raw, LOCK_EX | LOCK_NB) != 0 {
                    if errno != EINTR { return errno }
                }
            }
            state.holders += 1
            return 0
        }
        switch number {
        case 0: return
        case EWOULDBLOCK: throw .busy(shownPath)
        default: throw failure(number, "lock", shownPath)
        }
    }

    func unlock() {
        let raw = folder.raw
        claim.withLock { state in
            state.holders -= 1
            if state.holders == 0 { flock(raw, LOCK_UN) }
        }
    }
}
