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
    func parts(between separator: [UInt8], limit: Int, fromEnd: Bool) -> [JinjaText] {
        var parts: [JinjaText] = []
        if fromEnd {
            var end = count
            while limit < 0 || parts.count < limit, let place = lastIndex(of: separator, before: end) {
                parts.append(self[place + separator.count..<end])
                end = place
            }
            parts.append(self[0..<end])
            return parts.reversed()
        }
        var start = 0
        while limit < 0 || parts.count < limit, let place = firstIndex(of: separator, from: start) {
            parts.append(self[start..<place])
            start = place + separator.count
        }
        parts.append(self[start..<count])
        return parts
    }

    /// The parts between white space, at most `limit` + 1 of them (all where it is negative).
    func words(limit: Int, fromEnd: Bool) -> [JinjaText] {
        var words: [JinjaText] = []
        var rest = trimmed()
        while !rest.isEmpty {
            if limit >= 0, words.count == limit {
                words.append(rest)
                break
            }
            let place = rest.spaceRange(fromEnd: fromEnd)
            words.append(fromEnd ? rest[place.upperBound..<rest.count] : rest[0..<place.lowerBound])
            rest = fromEnd ? rest[0..<place.lowerBound] : rest[place.upperBound..<rest.count]
            rest = rest.trimmed()
        }
        // What is left keeps the white space at its far end.
        if limit >= 0, words.count == limit + 1, let last = words.popLast() {
            words.append(fromEnd ? trimmedStart(endingWith: last) : trimmedEnd(startingWith: last))
        }
        return fromEnd ? words.reversed() : words
    }

    private func trimmedStart(endingWith part: JinjaText) -> JinjaText {
        let lead = count - trimmed(leading: true, trailing: false).count
        return self[0..<lead] + part
    }

    private func trimmedEnd(startingWith part: JinjaText) -> JinjaText {
        let trail = trimmed(leading: false, trailing: true).count
        return part + self[trail..<count]
    }

    /// The first (or last) character that is white space; the end (or the beginning) where there is none.
    private func spaceRange(fromEnd: Bool) -> Range<Int> {
        var position = fromEnd ? count : 0
        while fromEnd ? position > 0 : position < count {
            let (scalar, length) =
                fromEnd
                ? ScalarCursor.scalar(in: bytes, before: position) : ScalarCursor.scalar(in: bytes, at: position)
            let range = fromEnd ? position - length..<position : position..<position + length
            if PythonSpace.contains(scalar) { return range }
            position = fromEnd ? range.lowerBound : range.upperBound
        }
        return position..<position
    }

    /// The lines, as Python's `splitlines` cuts them.
    func lines(keepingEnds: Bool) -> [JinjaText] {
        var lines: [JinjaText] = []
        var start = 0
        var position = 0
        while position < count {
            let (scalar, length) = ScalarCursor.scalar(in: bytes, at: position)
            switch scalar.value {
            case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029:
                var end = position + length
                if scalar == "\r", end < count, bytes[end] == 0x0A { end += 1 }
                lines.append(self[start..<(keepingEnds ? end : position)])
                start = end
                position = end
            default: position += length
            }
        }
        if start < count { lines.append(self[start..<count]) }
        return lines
    }

    /// This text with `pattern` replaced, at most `limit` times (always where it is negative).
    func replacing(_ pattern: JinjaText, with replacement: JinjaText, count limit: Int = -1) -> JinjaText {
        var result = JinjaText()
        if pattern.isEmpty {
            var left = limit < 0 ? Int.max : limit
            for character in characters {
                if left > 0 { result.append(replacement) }
                left -= 1
                result.append(character)
            }
            if left > 0 { result.append(replacement) }
            return result
        }
        for (index, part) in parts(between: pattern.bytes, limit: limit, fromEnd: false).enumerated() {
            if index > 0 { result.append(replacement) }
            result.append(part)
        }
        return result
    }
}
