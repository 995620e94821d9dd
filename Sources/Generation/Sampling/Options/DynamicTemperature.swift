/// Lets the temperature follow how sure the model is.
///
/// With entropy `h`, as a share of the highest that so many candidates can have, the temperature is
/// `low + (high - low) * h^exponent`, where low and high lie `range` to either side of the given one, low not below 0.
///
/// Source: the `dynatemp` options of llama.cpp (pull request 4972, 2024).
public struct DynamicTemperature: Sendable, Hashable {
    /// The distance to either side; 0 leaves the temperature fixed.
    public var range: Double

    /// The power that the entropy is raised to.
    public var exponent: Double

    /// Fixed unless given a range.
    public init(range: Double = 0, exponent: Double = 1) {
        self.range = range
        self.exponent = exponent
    }
}
