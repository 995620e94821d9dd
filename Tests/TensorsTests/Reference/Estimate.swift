/// A number of the reference, with the sum of the magnitudes of the terms it was summed from.
struct Estimate {
    var value = 0.0
    var magnitude = 0.0

    /// A number that is one term.
    init(_ value: Double = 0) {
        self.init(value, magnitude: abs(value))
    }

    init(_ value: Double, magnitude: Double) {
        self.value = value
        self.magnitude = magnitude
    }

    static func + (left: Estimate, right: Estimate) -> Estimate {
        Estimate(left.value + right.value, magnitude: left.magnitude + right.magnitude)
    }

    static func += (left: inout Estimate, right: Estimate) { left = left + right }
    static func += (left: inout Estimate, term: Double) { left += Estimate(term) }

    static func * (left: Estimate, factor: Double) -> Estimate {
        Estimate(left.value * factor, magnitude: left.magnitude * abs(factor))
    }
}
