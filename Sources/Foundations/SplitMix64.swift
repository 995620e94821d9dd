import Glibc

/// A small, fast, seedable random number generator whose state is one word, so that it can be saved and resumed.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014), with the
/// finalizer of Stafford's variant 13.
public struct SplitMix64: RandomNumberGenerator, Sendable, Hashable {
    /// The whole state: saving it and restoring it continues the same sequence.
    public var state: UInt64

    /// Starts the sequence that belongs to `seed`.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< bound` without bias worth noticing (Lemire's multiplication).
    public mutating func next(below bound: Int) -> Int {
        precondition(bound > 0, "a random number needs a range that is not empty")
        return Int(UInt64(bound).multipliedFullWidth(by: next()).high)
    }

    /// A uniform number in [0, 1) with 53 random bits.
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A normally distributed number with mean 0 and standard deviation 1 (Box and Muller; two draws a number).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - uniform())).squareRoot()
        return radius * cos(2 * Double.pi * uniform())
    }
}
