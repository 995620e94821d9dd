import CSystem

/// Finds lines by their bytes.
enum LineSearch {
    /// Calls `body` with number (from 1) and text of each line that contains `needle`, and of so many lines after each,
    /// in order and each once.
    static func search(_ bytes: [UInt8], for needle: [UInt8], linesAfter: Int, _ body: (Int, String) -> Void) {
        guard linesAfter > 0 else { return search(bytes, for: needle, body) }
        var found: [Int] = []
        search(bytes, for: needle) { line, _ in found.append(line) }
        guard !found.isEmpty else { return }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line feed is no line.
        if lines.last?.isEmpty == true { lines.removeLast() }
        var next = 1
        for line in found {
            let last = min(lines.count, line + linesAfter)
            for number in stride(from: max(line, next), through: last, by: 1) {
                let text = lines[number - 1]
                body(number, String(decoding: text.last == UInt8(ascii: "\r") ? text.dropLast() : text, as: UTF8.self))
            }
            next = last + 1
        }
    }

    /// Calls `body` with number (from 1) and text of each line that contains `needle`, in order.
    static func search(_ bytes: [UInt8], for needle: [UInt8], _ body: (Int, String) -> Void) {
        bytes.withUnsafeBytes { haystack in
            needle.withUnsafeBytes { needle in
                var line = 1
                var position = 0
                while position < haystack.count,
                    let found = martlet_find(
                        haystack.baseAddress! + position, haystack.count - position, needle.baseAddress!, needle.count)
                {
                    let offset = haystack.baseAddress!.distance(to: UnsafeRawPointer(found))
                    for byte in haystack[position..<offset] where byte == UInt8(ascii: "\n") { line += 1 }
                    let start = haystack[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
                    var end = haystack[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? haystack.count
                    let next = end + 1
                    if end > start, haystack[end - 1] == UInt8(ascii: "\r") { end -= 1 }
                    body(line, String(decoding: haystack[start..<max(start, end)], as: UTF8.self))
                    line += 1
                    position = next
                }
            }
        }
    }
}
