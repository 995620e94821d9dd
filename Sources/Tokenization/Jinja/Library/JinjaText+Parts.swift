extension JinjaText {
    /// This text without the white space (or the characters of `set`) at its ends.
    func trimmed(_ set: JinjaText? = nil, leading: Bool = true, trailing: Bool = true) -> JinjaText {
        let characters = set.map { Set($0.string.unicodeScalars) }
        func goes(_ scalar: Unicode.Scalar) -> Bool { characters?.contains(scalar) ?? PythonSpace.contains(scalar) }
        var start = 0
        var end = count
        while leading, start < end {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, at: start)
            guard goes(scalar) else { break }
            start += length
        }
        while trailing, end > start {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, before: end)
            guard goes(scalar) else { break }
            end -= length
        }
        return self[start..<end]
    }

    /// The parts between separators, at most `limit` + 1 of them (all where it is negative).
    ///
    /// - Throws: ``JinjaFault`` where there are more than ``JinjaLimits/parts``.
    func parts(between separator: [UInt8], limit: Int, fromEnd: Bool) throws -> [JinjaText] {
        var parts: [JinjaText] = []
        if fromEnd {
            var end = count
            while limit < 0 || parts.count < limit, let place = lastIndex(of: separator, before: end) {
                try Self.add(self[place + separator.count..<end], to: &parts)
                end = place
            }
            try Self.add(self[0..<end], to: &parts)
            return parts.reversed()
        }
        var start = 0
        while limit < 0 || parts.count < limit, let place = firstIndex(of: separator, from: start) {
            try Self.add(self[start..<place], to: &parts)
            start = place + separator.count
        }
        try Self.add(self[start..<count], to: &parts)
        return parts
    }

    private static func add(_ part: JinjaText, to parts: inout [JinjaText]) throws {
        try JinjaLimits.check(partCount: parts.count + 1)
        parts.append(part)
    }

    /// How often `pattern` stands in the text, without overlap.
    func occurrences(of pattern: [UInt8]) -> Int {
        var occurrences = 0, start = 0
        while let place = firstIndex(of: pattern, from: start) {
            occurrences += 1
            start = place + pattern.count
        }
        return occurrences
    }

    /// The parts between white space, at most `limit` + 1 of them (all where it is negative).
    ///
    /// - Throws: ``JinjaFault`` where there are more than ``JinjaLimits/parts``.
    func words(limit: Int, fromEnd: Bool) throws -> [JinjaText] {
        var words: [JinjaText] = []
        var rest = 0..<count
        while true {
            rest = withoutSpace(rest)
            if rest.isEmpty { break }
            if limit >= 0, words.count == limit {
                // What is left keeps the white space at its far end.
                words.append(fromEnd ? self[0..<rest.upperBound] : self[rest.lowerBound..<count])
                break
            }
            let place = spaceRange(in: rest, fromEnd: fromEnd)
            let word = fromEnd ? place.upperBound..<rest.upperBound : rest.lowerBound..<place.lowerBound
            try Self.add(self[word], to: &words)
            rest = fromEnd ? rest.lowerBound..<place.lowerBound : place.upperBound..<rest.upperBound
        }
        return fromEnd ? words.reversed() : words
    }

    /// `range` without the white space at its ends.
    private func withoutSpace(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, at: start)
            guard PythonSpace.contains(scalar) else { break }
            start += length
        }
        while end > start {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, before: end)
            guard PythonSpace.contains(scalar) else { break }
            end -= length
        }
        return start..<end
    }

    /// The first (or last) character of `range` that is white space; the end (or the beginning) where there is none.
    private func spaceRange(in range: Range<Int>, fromEnd: Bool) -> Range<Int> {
        var position = fromEnd ? range.upperBound : range.lowerBound
        while fromEnd ? position > range.lowerBound : position < range.upperBound {
            let (scalar, length) =
                fromEnd
                ? ScalarCursor.scalar(in: bytes, before: position) : ScalarCursor.scalar(in: bytes, at: position)
            let character = fromEnd ? position - length..<position : position..<position + length
            if PythonSpace.contains(scalar) { return character }
            position = fromEnd ? character.lowerBound : character.upperBound
        }
        return position..<position
    }

    /// The lines, as Python's `splitlines` cuts them.
    ///
    /// - Throws: ``JinjaFault`` where there are more than ``JinjaLimits/parts``.
    func lines(keepingEnds: Bool) throws -> [JinjaText] {
        var lines: [JinjaText] = []
        var start = 0
        var position = 0
        while position < count {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, at: position)
            switch scalar.value {
            case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
                var end = position + length
                if scalar == "\r", end < count, bytes[end] == 0x0A { end += 1 }
                try Self.add(self[start..<(keepingEnds ? end : position)], to: &lines)
                start = end
                position = end
            default: position += length
            }
        }
        if start < count { try Self.add(self[start..<count], to: &lines) }
        return lines
    }

    /// This text with `pattern` replaced, at most `limit` times (always where it is negative).
    ///
    /// - Throws: ``JinjaFault`` where the result is longer than ``JinjaLimits/textBytes``.
    func replacing(_ pattern: JinjaText, with replacement: JinjaText, count limit: Int = -1) throws -> JinjaText {
        var result = JinjaText()
        var left = limit < 0 ? Int.max : limit, start = 0
        // An empty pattern stands before each character, and at the end.
        let offsets = pattern.isEmpty ? characterOffsets[...] : []
        var ends = offsets.makeIterator()
        while left > 0, let place = pattern.isEmpty ? ends.next() : firstIndex(of: pattern.bytes, from: start) {
            result.append(self[start..<place])
            result.append(replacement)
            try JinjaLimits.check(result.count)
            start = place + pattern.count
            left -= 1
        }
        result.append(self[start..<count])
        try JinjaLimits.check(result.count)
        return result
    }
}
