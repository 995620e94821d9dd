/// The normalizer `Precompiled` of a `tokenizer.json`, as Hugging Face `tokenizers` applies SentencePiece's map.
///
/// Text is taken by characters as people see them (extended grapheme clusters). One of at most five bytes that begins
/// with a sequence of the map becomes that sequence's replacement, the shortest sequence's and as a whole; of all others,
/// each code point is looked up by itself. SentencePiece's own way, the longest sequence wherever it stands, is
/// ``SentencePieceNormalizer``'s.
package struct PrecompiledNormalizer: Normalizer {
    private let map: PrecompiledCharacterMap

    /// Takes the rules.
    package init(_ map: PrecompiledCharacterMap) { self.map = map }

    package func normalize(_ text: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        result.reserveCapacity(result.count + text.count)
        var position = 0
        while position < text.count {
            if map.isPlain(text[position]), position + 1 == text.count || text[position + 1] < 0x80 {
                result.append(text[position])
                position += 1
                continue
            }
            let end = endOfStretch(text, from: position)
            normalizeClusters(
                String(decoding: UnsafeBufferPointer(rebasing: text[position..<end]), as: UTF8.self), into: &result)
            position = end
        }
    }

    /// The next place between two characters of ASCII, where clusters always end but within a line end.
    private func endOfStretch(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start + 1
        while position < text.count {
            let (before, after) = (text[position - 1], text[position])
            if before < 0x80, after < 0x80, !(before == 0x0D && after == 0x0A) { return position }
            position += 1
        }
        return text.count
    }

    private func normalizeClusters(_ text: String, into result: inout [UInt8]) {
        var text = text
        text.makeContiguousUTF8()
        var ends: [Int] = []
        var index = text.startIndex
        while index < text.endIndex {
            let next = text.index(after: index)
            ends.append(text.utf8.distance(from: index, to: next))
            index = next
        }
        text.withUTF8 { bytes in
            var start = 0
            for length in ends {
                normalizeCluster(UnsafeBufferPointer(rebasing: bytes[start..<(start + length)]), into: &result)
                start += length
            }
        }
    }

    private func normalizeCluster(_ cluster: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) {
        if cluster.count < 6, let replacement = map.shortestPrefix(cluster) {
            result.append(contentsOf: replacement)
            return
        }
        var position = 0
        while position < cluster.count {
            let length = min(UTF8Decoding.length(lead: cluster[position]) ?? 1, cluster.count - position)
            let character = UnsafeBufferPointer(rebasing: cluster[position..<(position + length)])
            if let replacement = map.shortestPrefix(character) {
                result.append(contentsOf: replacement)
            } else {
                result.append(contentsOf: character)
            }
            position += length
        }
    }
}
