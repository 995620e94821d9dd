/// The text that PCRE2 searches: the bytes themselves where they are UTF-8, and otherwise a copy with a character of
/// the private use area for each byte that is not, because the scanners take such bytes for characters without class.
struct ExpressionSubject {
    /// U+E000
    private static let substitute: [UInt8] = [0xEE, 0x80, 0x80]

    private var base: UnsafePointer<UInt8>?
    private var count = 0
    /// The copy; empty where the bytes are UTF-8.
    private var copy: [UInt8] = []
    /// Where the substitutes begin in the copy.
    private var substitutes: [Int] = []
    /// How many substitutes lie before the place that was asked for last.
    private var passed = 0

    /// Makes these bytes the subject; they must stay valid while it is used.
    mutating func set(_ bytes: UnsafePointer<UInt8>, count: Int) {
        (base, self.count) = (bytes, count)
        copy.removeAll(keepingCapacity: true)
        substitutes.removeAll(keepingCapacity: true)
        passed = 0
        var copied = 0
        var position = 0
        while position < count {
            if bytes[position] < 0x80 {
                position += 1
                continue
            }
            let (length, codePoint) = UTF8Decoding.character(bytes, at: position, before: count)
            if codePoint == nil {
                copy.append(contentsOf: UnsafeBufferPointer(start: bytes + copied, count: position - copied))
                substitutes.append(copy.count)
                copy.append(contentsOf: Self.substitute)
                copied = position + 1
            }
            position += length
        }
        if !substitutes.isEmpty {
            copy.append(contentsOf: UnsafeBufferPointer(start: bytes + copied, count: count - copied))
        }
    }

    mutating func removeAll() {
        base = nil
        count = 0
        copy = []
        substitutes = []
    }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        substitutes.isEmpty ? body(UnsafeBufferPointer(start: base, count: count)) : copy.withUnsafeBufferPointer(body)
    }

    /// The place in the bytes that were set for a place in the subject; places are asked for from left to right.
    mutating func place(of position: Int) -> Int {
        while passed < substitutes.count, substitutes[passed] < position { passed += 1 }
        return position - 2 * passed
    }
}
