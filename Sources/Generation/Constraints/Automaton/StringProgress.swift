/// A JSON string of which some bytes are written.
///
/// Characters are UTF-8; only quotation marks, backslashes and control characters are escaped, each in the one way that
/// the canonical style has for it.
struct StringProgress: Hashable, Sendable {
    private enum Place: Hashable, Sendable {
        case opening
        case between
        /// Inside a character: the next byte lies in the range, and so many more of 80 to BF follow it.
        case character(UInt8, UInt8, more: UInt8)
        case escape
        /// Inside `\u00XX`: how many digits are written, and the first of the last two.
        case code(UInt8, high: UInt8)
        case closed
    }

    private var place = Place.opening
    /// Characters that must still come.
    private(set) var least: Int
    /// Characters that may still come.
    private(set) var most: Int?

    init(minimumLength: Int, maximumLength: Int?) {
        least = minimumLength
        most = maximumLength
    }

    /// Whether the closing mark is written.
    var isClosed: Bool { place == .closed }

    /// The same for all strings that no text of `length` bytes can tell apart.
    func blurred(beyond length: Int) -> StringProgress {
        var progress = self
        progress.least = min(least, length)
        progress.most = most.flatMap { $0 > length ? nil : $0 }
        return progress
    }

    /// Goes one byte on; false, and unchanged, where no string goes on like this.
    mutating func advance(_ byte: UInt8) -> Bool {
        switch place {
        case .opening:
            guard byte == UInt8(ascii: "\"") else { return false }
            place = .between
        case .between: return begin(byte)
        case .character(let low, let high, let more):
            guard byte >= low, byte <= high else { return false }
            place = more == 0 ? .between : .character(0x80, 0xBF, more: more - 1)
        case .escape:
            if byte == UInt8(ascii: "u") {
                place = .code(0, high: 0)
            } else {
                guard #""\bfnrt"#.utf8.contains(byte) else { return false }
                place = .between
            }
        case .code(let count, let high): return continueCode(byte, count, high)
        case .closed: return false
        }
        return true
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "\"") {
            guard least == 0 else { return false }
            place = .closed
            return true
        }
        guard most != 0 else { return false }
        switch byte {
        case 0..<0x20: return false
        case UInt8(ascii: "\\"): place = .escape
        case 0..<0x80: break
        case 0xC2...0xDF: place = .character(0x80, 0xBF, more: 0)
        case 0xE0: place = .character(0xA0, 0xBF, more: 1)
        case 0xED: place = .character(0x80, 0x9F, more: 1)
        case 0xE1...0xEF: place = .character(0x80, 0xBF, more: 1)
        case 0xF0: place = .character(0x90, 0xBF, more: 2)
        case 0xF1...0xF3: place = .character(0x80, 0xBF, more: 2)
        case 0xF4: place = .character(0x80, 0x8F, more: 2)
        default: return false
        }
        least = max(0, least - 1)
        most = most.map { $0 - 1 }
        return true
    }

    /// The control characters without a letter of their own: 00 to 07, 0b, 0e to 1f.
    private mutating func continueCode(_ byte: UInt8, _ count: UInt8, _ high: UInt8) -> Bool {
        switch count {
        case 0, 1:
            guard byte == UInt8(ascii: "0") else { return false }
            place = .code(count + 1, high: 0)
        case 2:
            guard byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") else { return false }
            place = .code(3, high: byte)
        default:
            let digits = high == UInt8(ascii: "0") ? "01234567bef" : "0123456789abcdef"
            guard digits.utf8.contains(byte) else { return false }
            place = .between
        }
        return true
    }
}
