/// Text that knows of each of its parts where it comes from.
struct JinjaText: Sendable {
    /// A part that has one origin, up to the byte `end`.
    struct Run: Sendable {
        var end: Int
        var origin: TextOrigin
    }

    /// The text, as UTF-8.
    private(set) var bytes: [UInt8] = []
    /// The parts, in order; none is empty, and neighbours differ in their origin.
    private(set) var runs: [Run] = []

    init() {}

    init(_ bytes: [UInt8], _ origin: TextOrigin = []) {
        self.bytes = bytes
        if !bytes.isEmpty { runs = [Run(end: bytes.count, origin: origin)] }
    }

    init(_ text: String, _ origin: TextOrigin = []) {
        self.init(Array(text.utf8), origin)
    }

    var isEmpty: Bool { bytes.isEmpty }
    var count: Int { bytes.count }
    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// What holds for all parts: the origin of what is computed from the text as a whole.
    var commonOrigin: TextOrigin {
        guard var common = runs.first?.origin else { return .literal }
        for run in runs { common.formIntersection(run.origin) }
        return common
    }

    mutating func append(_ other: JinjaText) {
        let start = bytes.count
        bytes.append(contentsOf: other.bytes)
        for run in other.runs { appendRun(end: start + run.end, run.origin) }
    }

    mutating func append(_ other: [UInt8], _ origin: TextOrigin) {
        if other.isEmpty { return }
        bytes.append(contentsOf: other)
        appendRun(end: bytes.count, origin)
    }

    private mutating func appendRun(end: Int, _ origin: TextOrigin) {
        if let last = runs.indices.last, runs[last].origin == origin {
            runs[last].end = end
        } else {
            runs.append(Run(end: end, origin: origin))
        }
    }

    static func + (left: JinjaText, right: JinjaText) -> JinjaText {
        var joined = left
        joined.append(right)
        return joined
    }

    /// The part at `range` of the bytes.
    subscript(range: Range<Int>) -> JinjaText {
        if range.count == bytes.count { return self }
        var part = JinjaText()
        part.bytes = Array(bytes[range])
        var start = 0
        for run in runs {
            let end = min(run.end, range.upperBound)
            if end > max(start, range.lowerBound) { part.appendRun(end: end - range.lowerBound, run.origin) }
            start = run.end
            if start >= range.upperBound { break }
        }
        return part
    }

    /// This text with `origin` added to each part.
    func marked(_ origin: TextOrigin) -> JinjaText {
        var marked = JinjaText()
        marked.bytes = bytes
        for run in runs { marked.appendRun(end: run.end, run.origin.union(origin)) }
        return marked
    }

    /// The parts of the bytes whose origin has all of `origin`, in order; neighbours are joined.
    func ranges(of origin: TextOrigin) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        for run in runs {
            if run.origin.isSuperset(of: origin) {
                if let last = ranges.last, last.upperBound == start {
                    ranges[ranges.count - 1] = last.lowerBound..<run.end
                } else {
                    ranges.append(start..<run.end)
                }
            }
            start = run.end
        }
        return ranges
    }

    // MARK: Characters

    /// Where each character begins, and the end of the text.
    var characterOffsets: [Int] {
        var offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
        offsets.append(bytes.count)
        return offsets
    }

    /// The number of characters (Unicode code points).
    var characterCount: Int { bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

    /// The characters, each as a text.
    var characters: [JinjaText] {
        let offsets = characterOffsets
        return (0..<offsets.count - 1).map { self[offsets[$0]..<offsets[$0 + 1]] }
    }

    // MARK: Searching

    /// The place of the first `pattern` at or after byte `start`.
    func firstIndex(of pattern: [UInt8], from start: Int = 0) -> Int? {
        guard let first = pattern.first else { return start <= bytes.count ? start : nil }
        var position = start
        while position + pattern.count <= bytes.count {
            if bytes[position] == first, bytes[position..<position + pattern.count].elementsEqual(pattern) {
                return position
            }
            position += 1
        }
        return nil
    }

    /// The place of the last `pattern` that ends at or before byte `end`.
    func lastIndex(of pattern: [UInt8], before end: Int) -> Int? {
        var position = end - pattern.count
        while position >= 0 {
            if bytes[position..<position + pattern.count].elementsEqual(pattern) { return position }
            position -= 1
        }
        return nil
    }
}
