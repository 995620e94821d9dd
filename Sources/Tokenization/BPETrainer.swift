public import Foundation
import Foundations

/// Trains the vocabulary of a byte-level byte-pair encoding.
///
/// The vocabulary begins with the 256 bytes (ids 0 to 255), then has one token a merge in the order of learning, and
/// ends with the special tokens. At each step the most frequent pair of neighbours merges, among equally frequent ones
/// the one with the smallest left id, then the smallest right id: the result depends on the texts alone, not on their
/// order. Counts have 64 bits.
///
/// ```swift
/// var trainer = BPETrainer(vocabularySize: 32_768)
/// for text in texts { trainer.add(text) }
/// let tokenizer = try trainer.train()
/// ```
public struct BPETrainer: Sendable {
    /// How many ids the vocabulary shall have, bytes and special tokens included.
    public let vocabularySize: Int
    /// The texts of the special tokens, in the order of their ids.
    public let specialTokens: [String]
    /// How text is cut before pairs are counted.
    public let pretokenizer: PretokenizerPattern
    /// How often a pair must occur to merge.
    public let minimumPairCount: Int
    /// The bytes of text that were added.
    public private(set) var byteCount = 0
    private var pretokens = PretokenCounts()

    /// Prepares the training of a vocabulary.
    ///
    /// - Parameters:
    ///   - vocabularySize: at least 256 and the number of special tokens. The trained vocabulary is smaller where the
    ///     texts have too few pairs.
    ///   - specialTokens: texts that stand for themselves; they get the last ids.
    ///   - pretokenizer: merges never cross the borders it draws.
    ///   - minimumPairCount: pairs that occur less often never merge.
    public init(
        vocabularySize: Int,
        specialTokens: [String] = [SpecialToken.endOfText],
        pretokenizer: PretokenizerPattern = .gpt4,
        minimumPairCount: Int = 2
    ) {
        self.vocabularySize = vocabularySize
        self.specialTokens = specialTokens
        self.pretokenizer = pretokenizer
        self.minimumPairCount = minimumPairCount
    }

    /// How many distinct pretokens the texts have had so far.
    public var distinctPretokenCount: Int { pretokens.count }

    /// Counts the pretokens of one text; the text itself is not kept.
    public mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    /// Counts the pretokens of one text, which need not be UTF-8; the text itself is not kept.
    public mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    /// Counts the pretokens of one text, which need not be UTF-8; the text itself is not kept.
    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
        pretokens.add(bytes, pattern: pretokenizer)
        byteCount += bytes.count
    }

    /// Counts the pretokens of several texts on up to `threads` threads; the result is the same as adding one after the
    /// other.
    public mutating func add(_ texts: [[UInt8]], threads: Int) {
        var parts: [TextPart] = []
        for (index, text) in texts.enumerated() {
            for range in TextBorders.parts(of: text, pattern: pretokenizer) {
                parts.append(TextPart(text: index, range: range))
            }
            byteCount += text.count
        }
        let counted = ParallelWork.map(parts, threads: threads) { [pretokenizer] parts in
            var counts = PretokenCounts()
            for part in parts {
                texts[part.text].withUnsafeBytes { bytes in
                    counts.add(UnsafeRawBufferPointer(rebasing: bytes[part.range]), pattern: pretokenizer)
                }
            }
            return counts
        }
        for counts in counted { pretokens.merge(counts) }
    }

    /// Counts the pretokens of a text file on up to `threads` threads, reading it in parts: memory does not grow with the
    /// file. The bytes need not be UTF-8.
    ///
    /// Parts are cut where pretokens begin in any case, so that the result is the same as adding the
    /// whole. A file without such a place is read whole, as is any file where the pattern runs on PCRE2. A byte order mark
    /// at the beginning is left out.
    ///
    /// - Throws: `FileError` where the file cannot be read.
    public mutating func add(file url: URL, threads: Int) throws {
        var reader = try TextPartReader(url, pattern: pretokenizer)
        while let part = try reader.next() { add([part], threads: threads) }
    }

    private struct TextPart: Sendable {
        let text: Int
        let range: Range<Int>
    }

    /// Adds what `other` has counted with the same pattern, for counting on several threads; the result is the same as
    /// if all had been added here.
    public mutating func merge(_ other: BPETrainer) {
        precondition(pretokenizer == other.pretokenizer, "counts of different patterns cannot be joined")
        pretokens.merge(other.pretokens)
        byteCount += other.byteCount
    }

    /// Learns the merges.
    ///
    /// - Parameter progress: called after each merge.
    /// - Throws: ``BPETrainerError`` when nothing was added, when the vocabulary is too small for the bytes and the
    ///   special tokens, or when special tokens are empty, repeated, or equal to a token that was learned.
    public func train(progress: ((Progress) -> Void)? = nil) throws(BPETrainerError) -> Tokenizer {
        let wanted = vocabularySize - 256 - specialTokens.count
        guard wanted >= 0, vocabularySize <= Int(Int32.max) else {
            throw .vocabularySizeOutOfRange(vocabularySize, minimum: 256 + specialTokens.count)
        }
        var special: Set<[UInt8]> = []
        for text in specialTokens {
            guard !text.isEmpty else { throw .emptySpecialToken }
            guard text.utf8.count > 1 else { throw .specialTokenIsLearned(text) }
            guard special.insert(Array(text.utf8)).inserted else { throw .repeatedSpecialToken(text) }
        }
        guard pretokens.count > 0 else { throw .noText }

        var tokens = (UInt8.min...UInt8.max).map { [$0] }
        var merges: [Merge] = []
        merges.reserveCapacity(wanted)
        var learner = MergeLearner(pretokens.words(), minimumCount: Int64(minimumPairCount))
        while merges.count < wanted, let (pair, count) = learner.merge(into: UInt32(tokens.count)) {
            let bytes = tokens[Int(pair.left)] + tokens[Int(pair.right)]
            if special.contains(bytes) { throw .specialTokenIsLearned(String(decoding: bytes, as: UTF8.self)) }
            merges.append(Merge(left: Int32(pair.left), right: Int32(pair.right), result: Int32(tokens.count)))
            tokens.append(bytes)
            progress?(Progress(merges: merges.count, wanted: wanted, token: bytes, count: count))
        }
        var specialTokensWithIDs: [SpecialToken] = []
        for text in specialTokens {
            specialTokensWithIDs.append(SpecialToken(text: text, id: Int32(tokens.count)))
            tokens.append(Array(text.utf8))
        }
        let model = ByteLevelBPE(
            tokens: tokens, byteTokens: (0..<256).map { Int32($0) }, merges: merges, pattern: pretokenizer)
        return Tokenizer(model: model, specialTokens: specialTokensWithIDs)
    }

    /// How far the training is.
    public struct Progress: Sendable {
        /// Merges learned so far.
        public let merges: Int
        /// Merges that will be learned at most.
        public let wanted: Int
        /// The bytes of the latest token.
        public let token: [UInt8]
        /// How often its pair occurred.
        public let count: Int64
    }
}
