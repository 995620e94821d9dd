/// A number of which some bytes are written, as far as it matters for what may follow.
///
/// Numbers are canonical, so that what is parsed and written again has the same bytes: no exponent, no zero too many,
/// no negative zero, at most 15 digits where a point may follow, and nothing between 0 and 0.0001.
struct NumberScan: Hashable {
    /// How the digits so far compare with as many digits of a limit.
    enum Order: Hashable {
        case below
        case equal
        case above
    }

    var isNegative = false
    var digitCount = 0
    /// The digits after the point; nil before it.
    var fractionCount: Int?
    var isZero = true
    var endsInZero = false
    var lower = Order.equal
    var upper = Order.equal
    /// The digits as a whole number, modulo the divisor.
    var remainder = 0
}
