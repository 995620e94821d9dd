import Foundation

/// Numbers for people.
enum Figures {
    /// Digits in groups of three: 1,234,567.
    static func grouped(_ number: Int) -> String {
        let digits = String(abs(number))
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return (number < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// A size in millions of bytes, small ones in bytes.
    static func megabytes(_ count: Int) -> String {
        count < 100_000 ? "\(grouped(count)) bytes" : String(format: "%.1f MB", Double(count) / 1e6)
    }
}
