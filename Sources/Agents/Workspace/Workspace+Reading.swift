import Foundations
import Glibc

extension Workspace {
    /// All bytes of a file.
    ///
    /// - Throws: ``WorkspaceError``, `tooLarge` for more than `limit` bytes.
    public func bytes(of path: WorkspacePath, limit: Int) throws(WorkspaceError) -> [UInt8] {
        try contents(of: path, limit: limit).bytes
    }

    /// All bytes of a file, and what the system says of it.
    func contents(of path: WorkspacePath, limit: Int) throws(WorkspaceError) -> (bytes: [UInt8], status: stat) {
        let file = try regularFile(path)
        let status = file.status
        guard status.st_size <= limit else {
            throw .tooLarge(path.text, bytes: Int(status.st_size), limit: limit)
        }
        // A byte more than it should have: a file that grows while it is read is noticed.
        let bytes = try read(file, path, from: 0, count: Int(status.st_size) + 1)
        guard bytes.count <= limit else { throw .tooLarge(path.text, bytes: bytes.count, limit: limit) }
        return (bytes, status)
    }

    /// The bytes of a file, or its two ends where it is longer than `limit` bytes.
    func ends(of path: WorkspacePath, limit: Int) throws(WorkspaceError) -> (head: [UInt8], tail: [UInt8], total: Int) {
        let file = try regularFile(path)
        let total = Int(file.status.st_size)
        guard total > limit else {
            let bytes = try read(file, path, from: 0, count: total)
            return (bytes, [], bytes.count)
        }
        let half = limit / 2
        return (
            try read(file, path, from: 0, count: half), try read(file, path, from: total - half, count: half), total
        )
    }

    private func read(
        _ file: OpenFile, _ path: WorkspacePath, from start: Int, count: Int
    ) throws(WorkspaceError) -> [UInt8] {
        let raw = file.descriptor.raw
        var errorNumber: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(raw, buffer.baseAddress! + filled, count - filled, off_t(start + filled))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { errorNumber = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard errorNumber == 0 else { throw failure(errorNumber, "read", path.text) }
        return bytes
    }
}
