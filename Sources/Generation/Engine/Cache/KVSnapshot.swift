import Foundations
import Tensors

/// A file of saved keys and values, opened: what it says of itself fits its size. Whose they are is the engine's to check.
package struct KVSnapshot {
    /// What the file says of itself.
    package let header: KVSnapshotHeader
    private let bytes: UnsafeRawBufferPointer
    /// Where the tokens begin, and where the pages.
    private let start: Int, content: Int
    private let path: String

    /// Opens the bytes of a file, which must outlive this.
    ///
    /// - Throws: ``KVSnapshotError/notSnapshot(path:)`` or ``KVSnapshotError/damaged(path:reason:)``.
    package init(_ bytes: UnsafeRawBufferPointer, path: String) throws(KVSnapshotError) {
        let (header, start) = try KVSnapshotHeader.read(bytes, path: path)
        guard let size = header.fileSize(headerLength: start), size == bytes.count else {
            throw KVSnapshotError.damaged(
                path: path, reason: "the file has \(bytes.count) bytes, which \(header.tokens) tokens do not take")
        }
        self.header = header
        self.bytes = bytes
        self.start = start
        self.path = path
        content = start + header.tokens * 4
    }

    /// The tokens that the keys and values belong to.
    package var tokens: [Int32] {
        (0..<header.tokens).map {
            Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * 4, as: Int32.self))
        }
    }

    /// One layer's part of a page.
    package func bytes(ofPage page: Int, layer: Int) -> UnsafeRawBufferPointer {
        let size = header.shape.byteCount / header.shape.layers
        let first = content + page * header.shape.byteCount + layer * size
        return UnsafeRawBufferPointer(rebasing: bytes[first..<first + size])
    }

    /// The hash of all before it, as it should be: of the header, the tokens and the layers of the pages in turn.
    package var checksum: UInt64 {
        var hash = StableHash.xxh64(UnsafeRawBufferPointer(rebasing: bytes[..<start]))
        hash = StableHash.xxh64(UnsafeRawBufferPointer(rebasing: bytes[start..<content]), seed: hash)
        for page in 0..<header.pages {
            for layer in 0..<header.shape.layers {
                hash = StableHash.xxh64(bytes(ofPage: page, layer: layer), seed: hash)
            }
        }
        return hash
    }

    /// Compares the content with its hash.
    ///
    /// - Throws: ``KVSnapshotError/damaged(path:reason:)`` where they differ.
    package func checkContent() throws(KVSnapshotError) {
        let written = bytes.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
        guard checksum == UInt64(littleEndian: written) else {
            throw KVSnapshotError.damaged(path: path, reason: "its content is not what was written")
        }
    }
}
