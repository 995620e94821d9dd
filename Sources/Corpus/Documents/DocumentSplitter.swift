/// Cuts long texts into parts of a limited size.
///
/// A text within the limit is one part. A longer one is cut into parts of about equal size, each at most as large as the
/// limit: behind the last blank line in the second half of a part, where there is none behind the last line end there,
/// else between two characters. The parts, joined, are the text.
package struct DocumentSplitter: Sendable {
    /// The most bytes a part may have.
    let maximumByteCount: Int

    package init(maximumByteCount: Int) {
        self.maximumByteCount = maximumByteCount
    }

    /// The ranges of the parts of `bytes`, in order and without gaps.
    package func parts(of bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = 0
        while bytes.count - start > maximumByteCount {
            let rest = bytes.count - start
            let partsLeft = (rest + maximumByteCount - 1) / maximumByteCount
            let end = cut(bytes, start, limit: start + (rest + partsLeft - 1) / partsLeft)
            parts.append(start..<end)
            start = end
        }
        if start < bytes.count { parts.append(start..<bytes.count) }
        return parts
    }

    private func cut(_ bytes: UnsafeRawBufferPointer, _ start: Int, limit: Int) -> Int {
        let earliest = start + (limit - start) / 2
        var lineEnd: Int?
        var position = limit
        while position > earliest {
            if bytes[position - 1] == UInt8(ascii: "\n") {
                if isBlankLine(bytes, endingAt: position, after: start) { return position }
                if lineEnd == nil { lineEnd = position }
            }
            position -= 1
        }
        return lineEnd ?? characterBoundary(bytes, start, limit)
    }

    /// Whether the line feed before `end` ends a line that is empty but for a carriage return.
    private func isBlankLine(_ bytes: UnsafeRawBufferPointer, endingAt end: Int, after start: Int) -> Bool {
        var previous = end - 2
        if previous >= start, bytes[previous] == UInt8(ascii: "\r") { previous -= 1 }
        return previous >= start && bytes[previous] == UInt8(ascii: "\n")
    }

    /// The last place up to `limit` that is not inside a character; bytes that are not UTF-8 are cut anywhere.
    private func characterBoundary(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ limit: Int) -> Int {
        for place in stride(from: limit, to: max(limit - 4, start), by: -1) where bytes[place] & 0xC0 != 0x80 {
            return place
        }
        return limit
    }
}
