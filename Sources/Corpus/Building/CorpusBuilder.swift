public import Foundation
import Foundations
public import Tokenization

/// Turns files into a corpus folder: shards of tokens, a manifest, and a copy of the tokenizer.
///
/// The folder holds `train-00000.tokens` and so on, `heldout-00000.tokens` and so on, `manifest.json` and
/// `tokenizer.json`. Its bytes depend on the inputs and the configuration alone, not on the number of threads. It
/// appears at its place when it is complete; a build that fails or is stopped leaves nothing.
///
/// ```swift
/// let tokenizer = try Tokenizer(tokenizerJSON: URL(filePath: "my-tokenizer/tokenizer.json"))
/// let manifest = try CorpusBuilder().build(
///     inputs: ["books"], tokenizer: tokenizer, output: URL(filePath: "my-corpus"))
/// print(manifest.train.tokenCount)
/// ```
public struct CorpusBuilder: Sendable {
    /// How a corpus is built.
    public struct Configuration: Sendable, Hashable {
        /// The share of the documents that is held out, from 0 (nothing) to below 1.
        public var heldOutShare = 0.05
        /// With another seed, other documents are held out.
        public var seed: UInt64 = 0
        /// How documents are read.
        public var reading = DocumentReader.Options()
        /// The most bytes a shard may have.
        public var shardByteLimit = 256 << 20
        /// How many threads encode; the result does not depend on it.
        public var threadCount = ProcessInfo.processInfo.activeProcessorCount
        /// Whether a corpus folder that is at the output already is replaced.
        public var replacesOutput = false

        public init() {}
    }

    public let configuration: Configuration

    /// A builder with the given configuration.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Builds a corpus.
    ///
    /// - Parameters:
    ///   - inputs: paths of files and folders.
    ///   - tokenizer: it must have an end-of-text token.
    ///   - output: the folder to create.
    ///   - progress: called now and then on the calling thread; what it throws stops the build.
    /// - Returns: the manifest that was written.
    /// - Throws: ``CorpusError``, `FileError` that names the file, and what `progress` throws.
    @discardableResult
    public func build(
        inputs: [String], tokenizer: Tokenizer, output: URL, progress: (CorpusProgress) throws -> Void = { _ in }
    ) throws -> CorpusManifest {
        try check()
        guard let endOfText = tokenizer.endOfTextToken else { throw CorpusError.noEndOfTextToken }
        try checkOutput(output)
        let files = try InputFiles(inputs)
        guard !files.files.isEmpty else {
            throw CorpusError.noFiles(inputs: inputs, skipped: files.skipped.values.reduce(0, +))
        }
        let staged = try StagedFolder(for: output)
        do {
            var job = CorpusBuildJob(
                configuration: configuration, files: files, inputs: inputs, tokenizer: tokenizer, endOfText: endOfText,
                folder: staged.url)
            let manifest = try job.run(progress)
            try checkOutput(output)
            try staged.commit(replacing: configuration.replacesOutput)
            return manifest
        } catch {
            staged.discard()
            throw error
        }
    }

    private func check() throws(CorpusError) {
        func fail(_ name: String, _ reason: String) -> CorpusError { .invalidSetting(name: name, reason: reason) }
        let share = configuration.heldOutShare
        guard share >= 0, share < 1 else { throw fail("held-out share", "\(share) is not from 0 to below 1") }
        guard configuration.threadCount > 0 else { throw fail("threads", "there must be at least one") }
        let size = configuration.reading.maximumDocumentBytes
        guard size >= 1024 else { throw fail("maximum document size", "\(size) is less than 1024 bytes") }
        let limit = configuration.shardByteLimit
        guard limit > ShardHeader.byteCount + 4 else { throw fail("shard size", "\(limit) bytes hold no token") }
    }

    /// Refuses to replace anything that was not asked for, and anything that is no corpus.
    private func checkOutput(_ output: URL) throws(CorpusError) {
        var status = stat()
        guard lstat(output.standardizedFileURL.path, &status) == 0 else { return }
        guard configuration.replacesOutput else { throw .outputExists(path: output.path) }
        guard status.st_mode & S_IFMT == S_IFDIR, (try? CorpusManifest(folder: output)) != nil else {
            throw .outputIsNoCorpus(path: output.path)
        }
    }
}
