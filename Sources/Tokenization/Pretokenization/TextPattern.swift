import Glibc

/// What a step of a tokenizer looks for in a text: bytes as they are, or a regular expression.
package enum TextPattern: Sendable {
    /// These bytes, which are not empty.
    case text([UInt8])
    /// What a regular expression matches.
    case expression(CompiledExpression)

    /// Whether every match is one and the same character.
    var isOneCharacter: Bool {
        guard case .text(let bytes) = self else { return false }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.count == 1
    }

    /// Calls `body` with the range of each match in `bytes`, from left to right.
    @inline(__always)
    func forEachMatch(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        switch self {
        case .expression(let expression): expression.forEachMatch(in: bytes, body)
        case .text(let pattern):
            guard let base = bytes.baseAddress else { return }
            var position = 0
            while let found = Self.find(pattern, base, from: position, before: bytes.count) {
                position = found + pattern.count
                body(found..<position)
            }
        }
    }

    /// Appends `text` with every match replaced.
    func replaceMatches(
        in text: UnsafeBufferPointer<UInt8>, with replacement: [UInt8], into result: inout [UInt8]
    ) {
        result.reserveCapacity(result.count + text.count)
        var copied = 0
        forEachMatch(in: text) { match in
            result.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied..<match.lowerBound]))
            result.append(contentsOf: replacement)
            copied = match.upperBound
        }
        result.append(contentsOf: UnsafeBufferPointer(rebasing: text[copied...]))
    }

    private static func find(
        _ pattern: [UInt8], _ base: UnsafePointer<UInt8>, from start: Int, before end: Int
    ) -> Int? {
        var position = start
        while position + pattern.count <= end {
            guard
                let found = memchr(base + position, Int32(pattern[0]), end - pattern.count + 1 - position)
            else { return nil }
            position = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
            if memcmp(base + position, pattern, pattern.count) == 0 { return position }
            position += 1
        }
        return nil
    }
}
