import Foundations

/// How varied a set of stories is.
public struct StoryStatistics: Sendable, Hashable {
    /// How many stories, words and bytes there are.
    public private(set) var storyCount = 0
    public private(set) var wordCount = 0
    public private(set) var byteCount = 0
    /// How many sentences there are.
    public private(set) var sentenceCount = 0
    private var stories: Set<Digest128> = []
    private var sentences: Set<Digest128> = []
    private var words: Set<Digest128> = []

    public init() {}

    /// How many of the stories differ from all others.
    public var distinctStoryCount: Int { stories.count }
    /// How many different sentences there are.
    public var distinctSentenceCount: Int { sentences.count }
    /// How many different words there are: runs of ASCII letters, capital and small letters taken for the same.
    public var distinctWordCount: Int { words.count }

    /// Counts one story.
    public mutating func add(_ story: Story) {
        let text = Array(story.text.utf8)
        storyCount += 1
        byteCount += text.count
        stories.insert(StableHash.digest128(text))
        for word in text.split(whereSeparator: { !Self.isLetter($0) }) {
            words.insert(StableHash.digest128(word.map { $0 | 0x20 }))
        }
        wordCount += text.split(whereSeparator: \.isWhiteSpace).count
        for sentence in Self.sentences(of: text) {
            sentenceCount += 1
            sentences.insert(StableHash.digest128(Array(sentence)))
        }
    }

    /// The sentences of a text: they end with a full stop, an exclamation or a question mark, and perhaps a closing
    /// quotation mark, before white space.
    static func sentences(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var sentences: [ArraySlice<UInt8>] = []
        var start = 0
        for index in text.indices where text[index].isWhiteSpace {
            var last = index - 1
            if last > start, text[last] == UInt8(ascii: "\"") { last -= 1 }
            guard last >= start, ".!?".utf8.contains(text[last]) else { continue }
            sentences.append(text[start..<index])
            start = index + 1
        }
        if start < text.count { sentences.append(text[start...]) }
        return sentences
    }

    private static func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
}
