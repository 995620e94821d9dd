import Tokenization

/// Encodes and decodes the same texts again and again, in turns with other libraries.
struct EncodingBenchmark {
    /// A number for the table and for JSON.
    struct Figure {
        let name: String
        let key: String
        let value: Double
        let unit: String

        init(_ name: String, _ key: String, _ value: Double, _ unit: String) {
            (self.name, self.key, self.value, self.unit) = (name, key, value, unit)
        }
    }

    let tokenizer: Tokenizer
    let texts: [[UInt8]]
    private var encoded: [[Int32]] = []
    private var encoding: [Double] = []
    private var decoding: [Double] = []
    private var peers: [String: [Double]] = [:]

    init(tokenizer: Tokenizer, texts: [[UInt8]]) {
        self.tokenizer = tokenizer
        self.texts = texts
    }

    /// One turn for each.
    mutating func takeTurns(beside peer: TokenizerPeer?) throws {
        var tokens: [[Int32]] = []
        encoding.append(ThreadClock.measure { tokens = texts.map { tokenizer.encode(bytes: $0) } })
        encoded = tokens
        var bytes: [[UInt8]] = []
        decoding.append(ThreadClock.measure { bytes = tokens.map { tokenizer.decode($0) } })
        // A vocabulary that normalizes or leaves characters out does not give every text back.
        guard bytes == texts || !(tokenizer.model is ByteLevelBPE) else {
            throw CommandFailure("decoding did not give the text back")
        }
        for library in peer?.libraries ?? [] {
            guard let peer else { break }
            peers[library, default: []].append(try peer.encode(with: library))
        }
    }

    /// What was measured; a library that gives other ids is a failure.
    func figures(beside peer: TokenizerPeer?) throws -> [Figure] {
        let megabytes = Double(texts.reduce(0) { $0 + $1.count }) / 1e6
        let tokenCount = encoded.reduce(0) { $0 + $1.count }
        func median(_ seconds: [Double]) -> Double { seconds.sorted()[seconds.count / 2] }
        func best(_ seconds: [Double]) -> Double { seconds.min() ?? 0 }
        var figures: [Figure] = [
            .init("text", "megabytes", megabytes, "MB"),
            .init("vocabulary", "vocabulary_size", Double(tokenizer.vocabularySize), "tokens"),
            .init("bytes per token", "bytes_per_token", megabytes * 1e6 / Double(max(tokenCount, 1)), ""),
            .init("encoding, best", "encoding_best", megabytes / best(encoding), "MB/s"),
            .init("encoding, median", "encoding_median", megabytes / median(encoding), "MB/s"),
            .init("decoding, best", "decoding_best", megabytes / best(decoding), "MB/s"),
        ]
        for library in peer?.libraries ?? [] {
            guard let peer, let seconds = peers[library] else { continue }
            for (index, ids) in encoded.enumerated() where try peer.ids(of: library, text: index) != ids {
                throw CommandFailure("\(library) gives other ids for text \(index + 1)")
            }
            figures += [
                .init("\(library), best", "\(library)_best", megabytes / best(seconds), "MB/s"),
                .init("\(library), median", "\(library)_median", megabytes / median(seconds), "MB/s"),
                .init(
                    "times as fast as \(library)", "times_\(library)", median(seconds) / median(encoding),
                    "(medians; the ids are equal)"),
            ]
        }
        return figures
    }
}
