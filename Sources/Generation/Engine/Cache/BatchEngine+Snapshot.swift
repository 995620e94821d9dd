package import Foundation
import Foundations
import Tensors
import Transformer

extension BatchEngine {
    /// Writes the keys and values of what the cache holds of a text, from its beginning, to a file that appears whole or
    /// not at all.
    ///
    /// - Returns: How many tokens they are.
    /// - Throws: ``KVSnapshotError/nothingKept(tokens:)``, or `FileError`.
    package func save(_ tokens: [Int32], to url: URL) throws -> Int {
        let match = prefixes.match(tokens[...], with: ownAdapter)
        guard match.count > 0 else { throw KVSnapshotError.nothingKept(tokens: tokens.count) }
        let header = KVSnapshotHeader(
            model: modelName, fingerprint: try fingerprint(), shape: pool.shape, tokens: match.count)
        let bytes = header.bytes
        try AtomicFile.replace(url, expecting: header.fileSize(headerLength: bytes.count)) { writer in
            var hash: UInt64 = 0
            func write(_ bytes: UnsafeRawBufferPointer) throws {
                hash = StableHash.xxh64(bytes, seed: hash)
                try writer.write(bytes)
            }
            try bytes.withUnsafeBytes(write)
            try tokens.prefix(match.count).map(\.littleEndian).withUnsafeBytes(write)
            for page in match.pages {
                for layer in 0..<pool.shape.layers {
                    try write(UnsafeRawBufferPointer(pool.bytes(of: page, layer: layer)))
                }
            }
            try withUnsafeBytes(of: hash.littleEndian) { try writer.write($0) }
        }
        return match.count
    }

    /// Reads keys and values that ``save(_:to:)`` wrote, so that texts which begin with their tokens need not compute them.
    ///
    /// - Returns: How many tokens they are.
    /// - Throws: ``KVSnapshotError`` if the file is another model's or is damaged, or `FileError`; nothing has changed then.
    package func restore(_ url: URL) throws -> Int {
        let file = try MappedFile(url)
        return try file.withBytes { bytes in try restore(bytes, path: url.path) }
    }

    /// The same with the bytes of a file; `path` is what errors name.
    package func restore(_ bytes: UnsafeRawBufferPointer, path: String) throws -> Int {
        let snapshot = try KVSnapshot(bytes, path: path), header = snapshot.header
        guard header.fingerprint == (try fingerprint()) else {
            throw KVSnapshotError.otherModel(path: path, written: header.model, present: modelName)
        }
        guard header.shape.format == pool.shape.format else {
            throw KVSnapshotError.otherFormat(
                path: path, written: header.shape.format.rawValue, present: pool.shape.format.rawValue)
        }
        guard header.shape == pool.shape else {
            throw KVSnapshotError.otherModel(path: path, written: header.model, present: modelName)
        }
        try snapshot.checkContent()
        prefixes.evict(header.pages - pool.freePageCount)
        guard header.pages <= pool.freePageCount else {
            throw KVSnapshotError.tooLarge(path: path, pages: header.pages, limit: pool.pageLimit)
        }
        let pages = try pool.take(header.pages)
        for (index, page) in pages.enumerated() {
            for layer in 0..<pool.shape.layers {
                pool.bytes(of: page, layer: layer).copyMemory(from: snapshot.bytes(ofPage: index, layer: layer))
            }
        }
        let tokens = snapshot.tokens
        prefixes.insert(tokens[...], with: ownAdapter, pages: pages)
        pool.release(pages)
        return tokens.count
    }

    /// What the model makes of a few tokens, as a hash: other weights, another precision or instruction set give others.
    package func fingerprint() throws -> String {
        let shape = KVPageShape(
            layers: pool.shape.layers, heads: pool.shape.heads, headSize: pool.shape.headSize)
        let sequence = KVSequence(pool: KVPool(shape: shape, pageLimit: 1))
        model.select(ownAdapter)
        let count = min(8, model.configuration.vocabularySize, contextSize)
        let logits = try model.logits(
            of: [SequenceChunk(tokens: (0..<count).map { Int32($0) }, sequence: sequence, rows: .all)], tape: tape)
        return StableHash.digest128(UnsafeRawBufferPointer(logits.rawBytes)).description
    }

    /// What the model is called in errors.
    private var modelName: String {
        let configuration = model.configuration
        let family = configuration.family.map { "\($0.rawValue)" } ?? "a model"
        return "\(family) of \(configuration.layerCount) layers, \(configuration.hiddenSize) wide"
    }
}
