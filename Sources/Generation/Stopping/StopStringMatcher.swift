/// Looks for stop strings in a text that arrives in pieces, and says what of it may be shown.
///
/// A byte is held back only while it may still become part of a stop string. The first stop string to be complete
/// wins; of several that end at the same byte, the longest. The outcome does not depend on how the text is cut into
/// pieces. Strings are compared byte by byte (UTF-8), without any normalisation.
///
/// ```swift
/// var matcher = try StopStringMatcher(["\nUser:"])
/// matcher.append(Array("Hello!\nUs".utf8))  // text: "Hello!", "\nUs" is held back
/// matcher.append(Array("er: Hi".utf8))      // text: "", match: "\nUser:"
/// ```
public struct StopStringMatcher: Sendable {
    /// What one piece of text led to.
    public struct Output: Sendable, Hashable {
        /// The bytes that can no longer be part of a stop string.
        public let text: [UInt8]
        /// The stop string that is now complete; the text ends before it.
        public let match: String?

        package init(text: [UInt8], match: String?) {
            self.text = text
            self.match = match
        }
    }

    /// A stop string, and how much of it the text's end matches (Knuth, Morris and Pratt).
    private struct Pattern {
        let string: String
        let bytes: [UInt8]
        /// For each length of a match, the longest shorter match that ends at the same byte.
        let fallback: [Int]
        var matched = 0

        init(_ string: String) {
            self.string = string
            bytes = Array(string.utf8)
            var fallback = [0, 0]
            var length = 0
            for index in bytes.indices.dropFirst() {
                while length > 0, bytes[index] != bytes[length] { length = fallback[length] }
                if bytes[index] == bytes[length] { length += 1 }
                fallback.append(length)
            }
            self.fallback = fallback
        }

        /// Goes one byte on; true when the whole string has been matched.
        mutating func advance(_ byte: UInt8) -> Bool {
            while matched > 0, bytes[matched] != byte { matched = fallback[matched] }
            if bytes[matched] == byte { matched += 1 }
            return matched == bytes.count
        }
    }

    private var patterns: [Pattern]
    private var heldBack: [UInt8] = []

    /// The stop string that ended the text; nil while none has.
    public private(set) var match: String?

    /// Makes a matcher for any number of stop strings.
    ///
    /// - Throws: ``StopConditionError/emptyStopString`` if one of them is empty, as it would end every text at once.
    public init(_ stopStrings: [String]) throws(StopConditionError) {
        if stopStrings.contains(where: \.utf8.isEmpty) { throw .emptyStopString }
        patterns = stopStrings.map(Pattern.init)
    }

    /// Takes the next bytes of the text. After a match nothing more is taken.
    public mutating func append(_ bytes: some Sequence<UInt8>) -> Output {
        guard match == nil else { return Output(text: [], match: match) }
        for byte in bytes {
            heldBack.append(byte)
            var longest: Pattern?
            for index in patterns.indices where patterns[index].advance(byte) {
                if patterns[index].bytes.count > longest?.bytes.count ?? 0 { longest = patterns[index] }
            }
            if let longest {
                match = longest.string
                let text = Array(heldBack.dropLast(longest.bytes.count))
                heldBack.removeAll()
                return Output(text: text, match: match)
            }
        }
        let undecided = patterns.reduce(0) { max($0, $1.matched) }
        let text = Array(heldBack.dropLast(undecided))
        heldBack.removeFirst(text.count)
        return Output(text: text, match: nil)
    }

    /// Ends the text: what was held back is no stop string, and is returned.
    public mutating func finish() -> [UInt8] {
        defer { heldBack.removeAll() }
        return heldBack
    }
}
