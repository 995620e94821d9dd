import Foundation

/// Numbers as Python reads, rounds and raises them.
enum PythonNumber {
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

    /// The integer that `int(text, base)` gives.
    static func integer(_ text: String, base: Int) -> Int? {
        var digits = text.trimmingCharacters(in: .whitespacesAndNewlines).replacing("_", with: "")
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where base == radix {
            if digits.lowercased().hasPrefix(prefix) { digits.removeFirst(2) }
        }
        guard (2...36).contains(base), let first = digits.first, first != "-", first != "+" else { return nil }
        return Int((isNegative ? "-" : "") + digits, radix: base)
    }

    /// The number that `float(text)` gives.
    static func float(_ text: String) -> Double? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines).replacing("_", with: "")
        return text.lowercased().hasPrefix("0x") ? nil : Double(text)
    }

    /// What the filter `round` gives.
    static func rounded(_ value: Double, precision: Int, method: String) -> Double {
        let scale = pow(10, Double(precision))
        switch method {
        case "ceil": return (value * scale).rounded(.up) / scale
        case "floor": return (value * scale).rounded(.down) / scale
        default:
            if precision <= 0 { return (value * scale).rounded(.toNearestOrEven) / scale }
            // The exact decimal value decides, as in Python.
            return Double(String(format: "%.\(min(precision, 300))f", value)) ?? value
        }
    }
}
