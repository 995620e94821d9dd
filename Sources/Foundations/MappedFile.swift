public import Foundation

/// A file mapped into memory for reading: its pages are loaded when they are touched, and shared with other processes.
///
/// The file must not be shortened while it is mapped. ``AtomicFile`` never does that: it puts a new file in the place of
/// the old one, and the mapping keeps the old one.
public final class MappedFile: Sendable {
    /// Where the file was.
    public let url: URL

    /// The address of memory that nobody writes: safe to share between threads.
    private struct Address: @unchecked Sendable {
        let pointer: UnsafeRawPointer?
    }

    private let address: Address

    /// The size of the file in bytes.
    public let count: Int

    /// Maps the file at `url`.
    ///
    /// - Throws: ``FileError`` when it cannot be opened or is no regular file.
    public init(_ url: URL) throws(FileError) {
        self.url = url
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", url) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("read", url) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileError(code: .isFolder, path: url.path, operation: "read", errorNumber: EISDIR)
        default: throw FileError(code: .notRegularFile, path: url.path, operation: "read")
        }
        count = Int(status.st_size)
        // A mapping of no bytes is an error to the system, not to us.
        guard count > 0 else {
            address = Address(pointer: nil)
            return
        }
        let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let mapping, mapping != MAP_FAILED else { throw FileError("map", url) }
        address = Address(pointer: UnsafeRawPointer(mapping))
    }

    deinit {
        guard let pointer = address.pointer else { return }
        munmap(UnsafeMutableRawPointer(mutating: pointer), count)
    }

    /// The file's bytes, valid only as long as this object lives; ``withBytes(_:)`` takes care of that.
    ///
    /// An object that is used for the last time in `MappedFile(url).bytes` is gone before the bytes are read.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: address.pointer, count: count)
    }

    /// Calls `body` with the file's bytes, which stay valid until it returns.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }
}
