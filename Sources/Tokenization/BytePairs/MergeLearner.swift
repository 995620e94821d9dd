/// Learns the merges of byte-pair encoding from counted pretokens.
///
/// Counts of pairs are kept up to date from merge to merge instead of being counted anew (Sennrich, Haddow and Birch,
/// "Neural machine translation of rare words with subword units", 2016, section 3.2).
struct MergeLearner {
    /// The tokens of all words, one word after the other; a word shrinks in place as pairs merge.
    private var tokens: [UInt32]
    private let starts: [Int]
    private var lengths: [Int]
    private let occurrences: [Int64]
    private var pairs = PairCounts()
    private var queue = PairQueue()
    private let minimumCount: Int64

    /// Takes over the distinct pretokens; pairs that occur less than `minimumCount` times never merge.
    init(_ pretokens: LongPretokenCounts, minimumCount: Int64) {
        tokens = pretokens.arena.map { UInt32($0) }
        starts = pretokens.offsets
        lengths = (0..<pretokens.count).map { pretokens.offsets[$0 + 1] - pretokens.offsets[$0] }
        occurrences = pretokens.counts
        self.minimumCount = max(minimumCount, 1)
        for word in 0..<pretokens.count {
            for position in starts[word]..<(starts[word + 1] - 1) {
                let pair = BytePair(tokens[position], tokens[position + 1])
                pairs.add(pair, occurrences: occurrences[word], word: UInt32(word))
            }
        }
        enqueuePairs(from: 0)
    }

    /// Merges the most frequent pair, the smallest one among equals, into `token`, and returns the pair; nil when no
    /// pair is frequent enough.
    mutating func merge(into token: UInt32) -> (pair: BytePair, count: Int64)? {
        while let entry = queue.popFirst() {
            guard let index = pairs.index(of: entry.pair) else { continue }
            let count = pairs.count(at: index)
            guard count == entry.count else {
                if count >= minimumCount { queue.insert(.init(count: count, pair: entry.pair)) }
                continue
            }
            let knownPairs = pairs.pairs.count
            for word in pairs.takeWords(at: index) { replace(entry.pair, by: token, in: Int(word)) }
            // Only pairs that hold the new token have become more frequent, and all of those are new.
            enqueuePairs(from: knownPairs)
            return (entry.pair, count)
        }
        return nil
    }

    private mutating func enqueuePairs(from index: Int) {
        for index in index..<pairs.pairs.count {
            let count = pairs.count(at: index)
            if count >= minimumCount { queue.insert(.init(count: count, pair: pairs.pairs[index])) }
        }
    }

    /// Replaces the pair in one word from left to right, and moves the counts of the pairs around it.
    private mutating func replace(_ pair: BytePair, by token: UInt32, in word: Int) {
        let (start, length, count) = (starts[word], lengths[word], occurrences[word])
        let end = start + length
        var (read, write) = (start, start)
        while read < end {
            guard read + 1 < end, tokens[read] == pair.left, tokens[read + 1] == pair.right else {
                tokens[write] = tokens[read]
                read += 1
                write += 1
                continue
            }
            if write > start {
                let before = tokens[write - 1]
                change(BytePair(before, pair.left), to: BytePair(before, token), in: word, by: count, merging: pair)
            }
            if read + 2 < end {
                let after = tokens[read + 2]
                change(BytePair(pair.right, after), to: BytePair(token, after), in: word, by: count, merging: pair)
            }
            tokens[write] = token
            read += 2
            write += 1
        }
        lengths[word] = write - start
    }

    @inline(__always)
    private mutating func change(
        _ old: BytePair, to new: BytePair, in word: Int, by count: Int64, merging: BytePair
    ) {
        // The merged pair itself has been forgotten as a whole already.
        if old != merging { pairs.subtract(old, occurrences: count) }
        pairs.add(new, occurrences: count, word: UInt32(word))
    }
}
