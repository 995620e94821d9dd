package import Foundation

/// Writes a file from its beginning to its end through a buffer.
///
/// Obtained from ``AtomicFile/replace(_:expecting:writing:)``.
public final class FileWriter {
    private let descriptor: Int32
    /// The file that errors name.
    private let url: URL
    private let bytesNeeded: Int?
    private var buffer: [UInt8] = []
    private static let bufferSize = 1 << 18

    /// How many bytes were given to this writer so far.
    public private(set) var byteCount = 0

    /// Writes to an open descriptor that stays the caller's; errors name `url`.
    package init(descriptor: Int32, reportingAs url: URL, expecting bytesNeeded: Int? = nil) {
        self.descriptor = descriptor
        self.url = url
        self.bytesNeeded = bytesNeeded
    }

    /// Appends bytes.
    ///
    /// - Throws: ``FileError``, with the code `noSpace` when the disk is full.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        byteCount += bytes.count
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        if bytes.count > Self.bufferSize {
            try writeThrough(bytes)
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Appends bytes; see ``write(_:)-(UnsafeRawBufferPointer)``.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.withUnsafeBufferPointer { bytes throws(FileError) in try write(UnsafeRawBufferPointer(bytes)) }
    }

    /// Appends a text as UTF-8; see ``write(_:)-(UnsafeRawBufferPointer)``.
    public func write(_ text: String) throws(FileError) {
        try write(Array(text.utf8))
    }

    /// Hands everything to the system that is still in the buffer.
    package func flush() throws(FileError) {
        try buffer.withUnsafeBufferPointer { bytes throws(FileError) in try writeThrough(UnsafeRawBufferPointer(bytes))
        }
        buffer.removeAll(keepingCapacity: true)
    }

    private func writeThrough(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        var rest = bytes
        while !rest.isEmpty {
            let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError("write", url, bytesNeeded: max(byteCount, bytesNeeded ?? 0))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }
}
