/// Finds the transcripts in a file: its lines, or the elements of its one array; of a text, its lines in any case.
struct TranscriptScanner {
    /// The JSON of a transcript, and the line on which it begins.
    struct Item {
        let bytes: UnsafeRawBufferPointer
        let line: Int
    }

    /// What comes next in the file.
    private enum State {
        case lines
        case firstElement
        case elements
        case endOfArray
        case end
    }

    private let bytes: UnsafeRawBufferPointer
    private let path: String
    /// Whether the lines are texts, and a bracket begins no array.
    let isText: Bool
    private var state = State.lines
    private var position = 0
    private var line = 1

    init(_ bytes: UnsafeRawBufferPointer, path: String, isText: Bool = false) {
        self.bytes = bytes
        self.path = path
        self.isText = isText
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        skipSpace()
        if !isText, position < bytes.count, bytes[position] == UInt8(ascii: "[") {
            state = .firstElement
            position += 1
        }
    }

    /// The next transcript; a failure where the array itself is broken; nil at the end.
    mutating func next() -> Result<Item, TranscriptError>? {
        skipSpace()
        let isAtEnd = position == bytes.count
        switch state {
        case .lines where !isAtEnd: return nextLine()
        case .firstElement where !isAtEnd && bytes[position] == UInt8(ascii: "]"):
            advance()
            state = .endOfArray
            return next()
        case .firstElement where !isAtEnd, .elements where !isAtEnd: return nextElement()
        case .firstElement, .elements:
            state = .end
            return broken("the array has no end")
        case .endOfArray where !isAtEnd:
            state = .end
            return broken("something follows the end of the array")
        case .lines, .endOfArray, .end:
            state = .end
            return nil
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count, bytes[position].isWhiteSpace { advance() }
    }

    private mutating func advance() {
        if bytes[position] == 0x0A { line += 1 }
        position += 1
    }

    private mutating func nextLine() -> Result<Item, TranscriptError> {
        let start = position
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
        return item(start..<position, line)
    }

    /// The bytes up to the comma or bracket that ends an element, whatever they hold.
    private mutating func nextElement() -> Result<Item, TranscriptError> {
        let (start, firstLine) = (position, line)
        var depth = 0
        var isString = false
        state = .elements
        while position < bytes.count {
            let (byte, place) = (bytes[position], position)
            advance()
            switch byte {
            case UInt8(ascii: "\\") where isString: if position < bytes.count { advance() }
            case UInt8(ascii: "\""): isString.toggle()
            case _ where isString: break
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ",") where depth == 0: return item(start..<place, firstLine)
            case UInt8(ascii: "]") where depth == 0:
                state = .endOfArray
                return item(start..<place, firstLine)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(depth - 1, 0)
            default: break
            }
        }
        return item(start..<position, firstLine)
    }

    private func item(_ range: Range<Int>, _ line: Int) -> Result<Item, TranscriptError> {
        .success(Item(bytes: UnsafeRawBufferPointer(rebasing: bytes[range]), line: line))
    }

    private func broken(_ reason: String) -> Result<Item, TranscriptError> {
        .failure(TranscriptError(.brokenJSON, at: DocumentOrigin(path: path, line: line), reason))
    }
}
