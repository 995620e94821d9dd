/// Finds the number that a solution ends in.
///
/// A number is a run of digits, commas before further digits among them, perhaps with a fraction, and a minus sign where
/// that is no hyphen or subtraction. Numbers are compared in one form: without commas, leading zeros, or zeros at the
/// end of a fraction. So $1,200.00 is 1200.
public enum FinalNumber {
    /// The number after the last "####": the rule of the strict score; nil where there is none.
    ///
    /// Nothing but spaces and a sign of currency may stand between the two.
    public static func afterMark(in text: String) -> String? {
        guard let mark = text.ranges(of: "####").last else { return nil }
        let rest = text[mark.upperBound...].drop { $0 == " " || $0 == "\t" }.prefix { !$0.isNewline }
        let bytes = Array(rest.utf8)
        guard let start = bytes.firstIndex(where: isDigit) else { return nil }
        let between = String(decoding: bytes[..<start], as: UTF8.self)
        guard between.allSatisfy({ "-$€£ ".contains($0) }) else { return nil }
        return number(in: bytes, from: start).value
    }

    /// The last number anywhere in a text: the rule of the flexible score; nil where there is none.
    public static func last(in text: String) -> String? {
        let bytes = Array(text.utf8)
        var found: String?, place = 0
        while let start = bytes[place...].firstIndex(where: isDigit) {
            let (value, end) = number(in: bytes, from: start)
            (found, place) = (value, end)
        }
        return found
    }

    /// The number whose first digit is at `start`, in its one form, and where it ends.
    private static func number(in bytes: [UInt8], from start: Int) -> (value: String, end: Int) {
        var end = start, whole: [UInt8] = [], fraction: [UInt8] = []
        func digitFollows(_ index: Int) -> Bool { index + 1 < bytes.count && isDigit(bytes[index + 1]) }
        while end < bytes.count, isDigit(bytes[end]) || (bytes[end] == UInt8(ascii: ",") && digitFollows(end)) {
            if isDigit(bytes[end]) { whole.append(bytes[end]) }
            end += 1
        }
        if end < bytes.count, bytes[end] == UInt8(ascii: "."), digitFollows(end) {
            end += 1
            while end < bytes.count, isDigit(bytes[end]) {
                fraction.append(bytes[end])
                end += 1
            }
        }
        whole = Array(whole.drop { $0 == UInt8(ascii: "0") })
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        let digits =
            (whole.isEmpty ? [UInt8(ascii: "0")] : whole) + (fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction)
        let text = String(decoding: digits, as: UTF8.self)
        return (text != "0" && isNegative(bytes[..<start]) ? "-" + text : text, end)
    }

    /// Whether what stands before a number ends in a minus sign that belongs to it.
    private static func isNegative(_ before: ArraySlice<UInt8>) -> Bool {
        var before = before
        if before.last == UInt8(ascii: "$") { before = before.dropLast() }
        guard before.last == UInt8(ascii: "-") else { return false }
        guard let neighbour = before.dropLast().last else { return true }
        // Right after a letter it is a hyphen, after a number or a closing bracket a subtraction.
        let isLetter = neighbour >= 0x80 || (neighbour | 0x20) >= 0x61 && (neighbour | 0x20) <= 0x7A
        return !isLetter && !isDigit(neighbour) && neighbour != UInt8(ascii: ")")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
