import Foundation
import Foundations
import Tokenization

/// One build: reads, drops, splits, has the documents encoded, and writes.
struct CorpusBuildJob {
    private let configuration: CorpusBuilder.Configuration
    private let files: InputFiles
    private let tokenizer: Tokenizer
    private let tokenizerJSON: [UInt8]
    private let endOfText: Int32
    private let folder: URL
    private let rule: HeldOutRule
    private var manifest = CorpusManifest()
    private var trainWriter: ShardWriter
    private var heldOutWriter: ShardWriter
    private var seen: Set<Digest128> = []
    private var drops: [DropReason: CorpusManifest.Drop] = [:]
    private var progress = CorpusProgress()

    init(
        configuration: CorpusBuilder.Configuration, files: InputFiles, inputs: [String], tokenizer: Tokenizer,
        endOfText: Int32, folder: URL
    ) {
        self.configuration = configuration
        self.files = files
        self.tokenizer = tokenizer
        self.endOfText = endOfText
        self.folder = folder
        rule = HeldOutRule(share: configuration.heldOutShare, seed: configuration.seed)
        tokenizerJSON = tokenizer.tokenizerJSON()
        manifest.inputs = inputs
        manifest.fileCount = files.files.count
        manifest.fileByteCount = files.byteCount
        manifest.skipped = files.skipped
        manifest.heldOutShare = configuration.heldOutShare
        manifest.seed = configuration.seed
        manifest.textField = configuration.reading.textField
        manifest.encodingErrors = configuration.reading.encodingErrors
        manifest.maximumDocumentBytes = configuration.reading.maximumDocumentBytes
        manifest.tokenizerFingerprint = StableHash.xxh64(tokenizerJSON)
        manifest.vocabularySize = tokenizer.vocabularySize
        manifest.endOfTextToken = endOfText
        manifest.elementWidth = ShardHeader.elementWidth(forVocabulary: tokenizer.vocabularySize)
        let header = ShardHeader(
            elementWidth: manifest.elementWidth, tokenCount: 0, vocabularySize: manifest.vocabularySize,
            tokenizerFingerprint: manifest.tokenizerFingerprint)
        let limit = configuration.shardByteLimit
        trainWriter = ShardWriter(folder: folder, split: .train, template: header, byteLimit: limit)
        heldOutWriter = ShardWriter(folder: folder, split: .heldOut, template: header, byteLimit: limit)
        progress.fileCount = files.files.count
        progress.byteCount = files.byteCount
    }

    /// Does all the work but moving the folder to its place.
    mutating func run(_ report: (CorpusProgress) throws -> Void) throws -> CorpusManifest {
        do {
            try encodeFiles(report)
            try checkParts()
            try trainWriter.finish()
            try heldOutWriter.finish()
        } catch {
            trainWriter.abandon()
            heldOutWriter.abandon()
            throw error
        }
        manifest.train.shards = trainWriter.shards
        manifest.heldOut.shards = heldOutWriter.shards
        manifest.dropped = DropReason.allCases.compactMap { drops[$0] }
        try AtomicFile.write(tokenizerJSON, to: folder.appending(path: Tokenizer.fileName))
        try AtomicFile.write(
            manifest.json.serializedBytes(pretty: true) + [0x0A], to: folder.appending(path: CorpusManifest.fileName))
        return manifest
    }

    private mutating func encodeFiles(_ report: (CorpusProgress) throws -> Void) throws {
        let (tokenizer, endOfText, width) = (tokenizer, endOfText, manifest.elementWidth)
        let workers = OrderedWorkers<DocumentBatch, DocumentBatch.Encoded>(threadCount: configuration.threadCount) {
            $0.encoded(with: tokenizer, endOfText: endOfText, elementWidth: width)
        }
        defer { workers.stop() }
        // Enough for every thread to find its next batch waiting, and no more: memory stays bounded.
        let mostPending = 4 * configuration.threadCount
        let reader = DocumentReader(configuration.reading)
        var batch = DocumentBatch()
        try report(progress)
        var bytesBefore = 0
        for file in files.files {
            try reader.read(file) { finding in
                progress.bytesRead = min(progress.bytesRead + finding.byteCount, bytesBefore + file.byteCount)
                take(finding, into: &batch)
                guard batch.isFull else { return }
                workers.submit(batch)
                batch = DocumentBatch()
                if workers.pendingCount >= mostPending, let encoded = workers.next() {
                    try write(encoded)
                    try report(progress)
                }
            }
            progress.filesRead += 1
            bytesBefore += file.byteCount
            progress.bytesRead = bytesBefore
        }
        workers.submit(batch)
        while let encoded = workers.next() {
            try write(encoded)
            try report(progress)
        }
    }

    private mutating func take(_ finding: DocumentReader.Finding, into batch: inout DocumentBatch) {
        switch finding {
        case .dropped(let document): drop(document)
        case .document(let document):
            let digest = HeldOutRule.digest(of: document.bytes)
            if seen.insert(digest).inserted {
                batch.append(document.bytes, to: rule.split(of: digest))
            } else {
                drop(
                    DroppedDocument(
                        origin: document.origin, reason: .duplicate, byteCount: document.bytes.count))
            }
        }
    }

    private mutating func drop(_ document: DroppedDocument) {
        var drop = drops[document.reason] ?? CorpusManifest.Drop(reason: document.reason)
        drop.documentCount += 1
        drop.byteCount += document.byteCount
        if drop.examples.count < CorpusManifest.maximumExampleCount {
            drop.examples.append(
                document.detail.isEmpty ? "\(document.origin)" : "\(document.origin): \(document.detail)")
        }
        drops[document.reason] = drop
    }

    private mutating func write(_ encoded: DocumentBatch.Encoded) throws {
        try trainWriter.append(encoded.train.bytes)
        try heldOutWriter.append(encoded.heldOut.bytes)
        add(encoded.train, to: .train)
        add(encoded.heldOut, to: .heldOut)
    }

    private mutating func add(_ encoded: DocumentBatch.EncodedPart, to split: CorpusSplit) {
        manifest[split].documentCount += encoded.documentCount
        manifest[split].byteCount += encoded.rawByteCount
        manifest[split].tokenCount += encoded.tokenCount
        manifest[split].unknownTokenCount += encoded.unknownTokenCount
        progress.documentCount += encoded.documentCount
        progress.tokenCount += encoded.tokenCount
    }

    /// Every part that was asked for must have a document.
    private func checkParts() throws(CorpusError) {
        guard !seen.isEmpty else {
            let reasons = DropReason.allCases.compactMap { drops[$0] }.map { drop in
                "\(drop.documentCount) \(drop.reason.rawValue)" + (drop.examples.first.map { ", first \($0)" } ?? "")
            }
            throw .noDocuments(dropped: reasons.joined(separator: "; "))
        }
        let wanted: [CorpusSplit] = configuration.heldOutShare > 0 ? [.train, .heldOut] : [.train]
        for split in wanted where manifest[split].documentCount == 0 {
            throw .emptySplit(
                split, documents: seen.count, share: configuration.heldOutShare, seed: configuration.seed,
                otherSeed: rule.smallestSeed(fitting: seen))
        }
    }
}
