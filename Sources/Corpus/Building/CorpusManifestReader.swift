import Foundations

/// Reads a manifest from JSON and checks it.
struct CorpusManifestReader {
    /// The file that errors name.
    let path: String

    func manifest(_ json: JSONValue) throws(CorpusError) -> CorpusManifest {
        guard json["format"]?.string == CorpusManifest.format else { throw fail("it is no manifest of a corpus") }
        let version = try count(json, "version")
        guard version == CorpusManifest.version else {
            throw fail("its version is \(version), and \(CorpusManifest.version) is known")
        }
        var manifest = CorpusManifest()
        let tokenizer = try member(json, "tokenizer")
        manifest.tokenizerFingerprint = try hash(tokenizer, "fingerprint")
        manifest.vocabularySize = try count(tokenizer, "vocabulary_size")
        let endOfText = try count(tokenizer, "end_of_text_token")
        guard endOfText < manifest.vocabularySize, manifest.vocabularySize <= Int(Int32.max) else {
            throw fail("its tokenizer has \(manifest.vocabularySize) tokens and the end-of-text token \(endOfText)")
        }
        manifest.endOfTextToken = Int32(endOfText)
        manifest.elementWidth = try count(json, "element_width")
        let settings = try member(json, "settings")
        guard let share = settings["held_out_share"]?.double, let seed = UInt64(try string(settings, "seed")),
            let encodingErrors = EncodingErrorRule(rawValue: try string(settings, "encoding_errors"))
        else { throw fail("its \"settings\" are not complete") }
        manifest.heldOutShare = share
        manifest.seed = seed
        manifest.encodingErrors = encodingErrors
        manifest.textField = try string(settings, "text_field")
        manifest.maximumDocumentBytes = try count(settings, "maximum_document_bytes")
        manifest.inputs = try array(json, "inputs").compactMap(\.string)
        manifest.fileCount = try count(json, "files")
        manifest.fileByteCount = try count(json, "file_bytes")
        for entry in try object(json, "skipped").members { manifest.skipped[entry.key] = entry.value.int ?? 0 }
        let splits = try member(json, "splits")
        for split in CorpusSplit.allCases { manifest[split] = try part(member(splits, split.rawValue)) }
        manifest.dropped = try drops(object(json, "dropped"))
        return manifest
    }

    private func part(_ json: JSONValue) throws(CorpusError) -> CorpusManifest.Part {
        var part = CorpusManifest.Part()
        part.documentCount = try count(json, "documents")
        part.byteCount = try count(json, "bytes")
        part.tokenCount = try count(json, "tokens")
        part.unknownTokenCount = try count(json, "unknown_tokens")
        var sum = 0
        for entry in try array(json, "shards") {
            let shard = CorpusManifest.Shard(
                file: try string(entry, "file"), tokenCount: try count(entry, "tokens"),
                checksum: try hash(entry, "checksum"))
            // A name must not lead out of the folder.
            guard !shard.file.utf8.contains(UInt8(ascii: "/")), shard.file != ".." else {
                throw fail("\"\(shard.file)\" is no name of a shard")
            }
            let (total, overflow) = sum.addingReportingOverflow(shard.tokenCount)
            guard !overflow else { throw fail("its numbers of tokens are too large") }
            sum = total
            part.shards.append(shard)
        }
        guard sum == part.tokenCount else {
            throw fail("its shards have \(sum) tokens together, and it says \(part.tokenCount)")
        }
        return part
    }

    private func drops(_ json: JSONObject) throws(CorpusError) -> [CorpusManifest.Drop] {
        var drops: [CorpusManifest.Drop] = []
        for entry in json.members {
            guard let reason = DropReason(rawValue: entry.key) else {
                throw fail("\"\(entry.key)\" is no reason to leave out a document")
            }
            drops.append(
                CorpusManifest.Drop(
                    reason: reason, documentCount: try count(entry.value, "documents"),
                    byteCount: try count(entry.value, "bytes"),
                    examples: try array(entry.value, "examples").compactMap(\.string)))
        }
        return drops
    }

    // MARK: Members

    private func fail(_ reason: String) -> CorpusError { .invalidFile(path: path, reason: reason) }

    private func member(_ json: JSONValue, _ key: String) throws(CorpusError) -> JSONValue {
        guard let value = json[key] else { throw fail("it has no \"\(key)\"") }
        return value
    }

    private func count(_ json: JSONValue, _ key: String) throws(CorpusError) -> Int {
        guard let value = try member(json, key).int, value >= 0 else { throw fail("its \"\(key)\" is no count") }
        return value
    }

    private func string(_ json: JSONValue, _ key: String) throws(CorpusError) -> String {
        guard let value = try member(json, key).string else { throw fail("its \"\(key)\" is no string") }
        return value
    }

    private func array(_ json: JSONValue, _ key: String) throws(CorpusError) -> [JSONValue] {
        guard let value = try member(json, key).array else { throw fail("its \"\(key)\" is no array") }
        return value
    }

    private func object(_ json: JSONValue, _ key: String) throws(CorpusError) -> JSONObject {
        guard let value = try member(json, key).object else { throw fail("its \"\(key)\" is no object") }
        return value
    }

    private func hash(_ json: JSONValue, _ key: String) throws(CorpusError) -> UInt64 {
        guard let value = UInt64(try string(json, key), radix: 16) else { throw fail("its \"\(key)\" is no hash") }
        return value
    }
}
