import Glibc

/// Finds added tokens in bytes: the leftmost one, and the longest one that begins there.
///
/// A trie is walked from each byte that begins a token, so that the work is linear in the text, whatever the number of
/// tokens. A match that does not count, because special tokens are not allowed or a letter stands beside a single word,
/// still hides what lies inside it, as in Hugging Face `tokenizers`.
struct AddedTokenMatcher: Sendable {
    /// A part of a text.
    enum Part {
        case text(Range<Int>)
        case token(Int32, Range<Int>)
    }

    private let tokens: [AddedToken]
    private let trie: ByteTrie
    private let isFirstByte: ConstantTable<Bool>
    /// The byte with which all tokens begin; nil where they begin differently.
    private let onlyFirstByte: UInt8?
    /// Whether there are tokens that are not special.
    private let hasPlainTokens: Bool

    /// Takes tokens, and what rewrites their texts as it rewrites the text in which they are looked for; nil without
    /// tokens. Of equal texts the first counts.
    init?(_ addedTokens: [AddedToken], normalizer: (any Normalizer)?) {
        let tokens = addedTokens.map { token in
            let text = Array(token.text.utf8)
            var normalized: [UInt8] = []
            if let normalizer { text.withUnsafeBufferPointer { normalizer.normalize($0, into: &normalized) } }
            return (token: token, text: normalizer == nil ? text : normalized)
        }.filter { !$0.text.isEmpty }
        if tokens.isEmpty { return nil }
        self.tokens = tokens.map(\.token)
        trie = ByteTrie(tokens.enumerated().map { ($1.text, Int32($0)) })
        var isFirstByte = [Bool](repeating: false, count: 256)
        for token in tokens { isFirstByte[Int(token.text[0])] = true }
        onlyFirstByte = Set(tokens.map(\.text[0])).count == 1 ? tokens.first?.text[0] : nil
        self.isFirstByte = ConstantTable(isFirstByte)
        hasPlainTokens = tokens.contains { !$0.token.isSpecial }
    }

    /// Calls `body` with the parts of `text` from left to right.
    @inline(__always)
    func forEachPart(
        of text: UnsafeBufferPointer<UInt8>, allowingSpecialTokens: Bool, _ body: (Part) -> Void
    ) {
        guard let base = text.baseAddress, !text.isEmpty else { return }
        var partStart = 0
        var position = 0
        while allowingSpecialTokens || hasPlainTokens,
            let match = firstMatch(in: base, from: position, before: text.count)
        {
            position = match.range.upperBound
            let token = tokens[match.index]
            if token.isSpecial, !allowingSpecialTokens { continue }
            var (start, end) = (match.range.lowerBound, match.range.upperBound)
            if token.isSingleWord, touchesWord(base, start..<end, before: text.count) { continue }
            if token.stripsLeft { start = max(WhiteSpace.start(of: base, from: 0, before: start), partStart) }
            if token.stripsRight { end = WhiteSpace.end(of: base, from: end, before: text.count) }
            if partStart < start { body(.text(partStart..<start)) }
            body(.token(token.id, start..<end))
            partStart = end
        }
        if partStart < text.count { body(.text(partStart..<text.count)) }
    }

    private func firstMatch(
        in base: UnsafePointer<UInt8>, from start: Int, before end: Int
    ) -> (range: Range<Int>, index: Int)? {
        var position = start
        while position < end {
            if let onlyFirstByte {
                guard let found = memchr(base + position, Int32(onlyFirstByte), end - position) else { return nil }
                position = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            } else if !isFirstByte[Int(base[position])] {
                position += 1
                continue
            }
            if let match = trie.longestMatch(base, from: position, before: end) {
                return (position..<match.end, Int(match.value))
            }
            position += 1
        }
        return nil
    }

    private func touchesWord(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, before end: Int) -> Bool {
        if range.lowerBound > 0 {
            let start = UTF8Decoding.start(ofCharacterBefore: range.lowerBound, in: base, from: 0)
            let codePoint = UTF8Decoding.character(base, at: start, before: range.lowerBound).codePoint
            if CharacterProperties.of(codePoint).contains(.word) { return true }
        }
        guard range.upperBound < end else { return false }
        let codePoint = UTF8Decoding.character(base, at: range.upperBound, before: end).codePoint
        return CharacterProperties.of(codePoint).contains(.word)
    }
}
