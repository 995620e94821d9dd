import Glibc

/// An open file or folder, closed when the value goes.
final class Descriptor: Sendable {
    /// The number that the system knows it by.
    let raw: Int32

    init(owning raw: Int32) { self.raw = raw }

    /// What the system says of it.
    func status() -> stat? {
        var status = stat()
        return fstat(raw, &status) == 0 ? status : nil
    }

    deinit { close(raw) }
}
