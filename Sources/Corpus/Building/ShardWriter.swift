import Foundation
import Foundations

/// Writes the tokens of one part of a corpus into shards of a limited size.
struct ShardWriter {
    private let folder: URL
    private let split: CorpusSplit
    private let template: ShardHeader
    private let tokenLimit: Int
    private var file: OpenShard?
    private(set) var shards: [CorpusManifest.Shard] = []

    /// A shard that is being written.
    private struct OpenShard {
        let name: String
        let url: URL
        let descriptor: Int32
        let writer: FileWriter
        var tokenCount = 0
    }

    /// - Parameters:
    ///   - template: the header, but for the number of tokens.
    ///   - byteLimit: the most bytes a shard may have; at least one token is written to each.
    init(folder: URL, split: CorpusSplit, template: ShardHeader, byteLimit: Int) {
        self.folder = folder
        self.split = split
        self.template = template
        tokenLimit = max((byteLimit - ShardHeader.byteCount) / template.elementWidth, 1)
    }

    /// Appends tokens, given as the bytes that stand in the file.
    mutating func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while !rest.isEmpty {
                if file == nil { file = try open() }
                guard var shard = file else { return }
                let count = min(tokenLimit - shard.tokenCount, rest.count / template.elementWidth)
                try shard.writer.write(UnsafeRawBufferPointer(rebasing: rest[..<(count * template.elementWidth)]))
                shard.tokenCount += count
                file = shard
                rest = UnsafeRawBufferPointer(rebasing: rest[(count * template.elementWidth)...])
                if shard.tokenCount == tokenLimit { try finish() }
            }
        }
    }

    /// Completes the last shard.
    mutating func finish() throws {
        guard let shard = file else { return }
        try shard.writer.flush()
        let header = ShardHeader(
            elementWidth: template.elementWidth, tokenCount: shard.tokenCount, vocabularySize: template.vocabularySize,
            tokenizerFingerprint: template.tokenizerFingerprint)
        let bytes = header.bytes
        guard pwrite(shard.descriptor, bytes, bytes.count, 0) == bytes.count, fsync(shard.descriptor) == 0 else {
            throw FileError("write", shard.url)
        }
        file = nil
        guard close(shard.descriptor) == 0 else { throw FileError("write", shard.url) }
        let checksum = try MappedFile(shard.url).withBytes { StableHash.xxh64($0) }
        shards.append(CorpusManifest.Shard(file: shard.name, tokenCount: shard.tokenCount, checksum: checksum))
    }

    /// Closes what is open after a failure; the folder is removed by whoever made it.
    mutating func abandon() {
        if let file { close(file.descriptor) }
        file = nil
    }

    private func open() throws -> OpenShard {
        let number = String(shards.count)
        let name = "\(split.rawValue)-\(String(repeating: "0", count: max(5 - number.count, 0)))\(number).tokens"
        let url = folder.appending(path: name)
        let descriptor = Foundation.open(url.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileError("create", url) }
        let writer = FileWriter(descriptor: descriptor, reportingAs: url)
        do {
            // The header's place; its content is known at the end.
            try writer.write([UInt8](repeating: 0, count: ShardHeader.byteCount))
        } catch {
            close(descriptor)
            throw error
        }
        return OpenShard(name: name, url: url, descriptor: descriptor, writer: writer)
    }
}
