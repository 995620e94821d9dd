/// Sizes computed from numbers that a file claims, where every overflow must show.
enum ShapeArithmetic {
    /// The product of `factors`, nil when one is negative or the product does not fit in an `Int`.
    static func product(_ factors: [Int]) -> Int? {
        var product = 1
        for factor in factors {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            guard factor >= 0, !overflow else { return nil }
            product = next
        }
        return product
    }

    /// The sum of `terms`, nil when one is nil or the sum does not fit in an `Int`.
    static func sum(_ terms: [Int?]) -> Int? {
        var sum = 0
        for term in terms {
            guard let term else { return nil }
            let (next, overflow) = sum.addingReportingOverflow(term)
            guard !overflow else { return nil }
            sum = next
        }
        return sum
    }
}
