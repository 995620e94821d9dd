import Foundation

/// Writes numbers and durations for people.
public enum FigureFormat {
    /// `value` with `digits` digits after the point.
    public static func fixed(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }

    /// `value` with about `digits` significant digits, as short as that allows: 0.0012, 3.4, 1200, 5e-08.
    public static func significant(_ value: Double, _ digits: Int = 4) -> String {
        String(format: "%.\(digits)g", value)
    }

    /// A count in thousands, millions or billions once it is large: 950, 12.3k, 5.48M.
    public static func count(_ value: Double) -> String {
        for (limit, unit) in [(1e9, "B"), (1e6, "M"), (1e3, "k")] where abs(value) >= limit {
            return significant(value / limit, 3) + unit
        }
        return significant(value, 3)
    }

    /// A count with commas between thousands: 1,234,567.
    public static func grouped(_ value: Int) -> String {
        var result = ""
        let digits = String(value.magnitude)
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return (value < 0 ? "-" : "") + result
    }

    /// A duration: 0.4 s, 38 s, 2 min 05 s, 3 h 12 min.
    public static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "unknown" }
        if seconds < 10 { return fixed(max(0, seconds), 1) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        let pair = { (value: Int) in (value < 10 ? "0" : "") + String(value) }
        if whole < 3600 { return "\(whole / 60) min \(pair(whole % 60)) s" }
        return "\(whole / 3600) h \(pair(whole % 3600 / 60)) min"
    }
}
