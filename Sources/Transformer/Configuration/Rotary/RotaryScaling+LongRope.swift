import Glibc

extension RotaryScaling {
    /// A divisor for each frequency, one list for contexts up to the original and one for longer ones.
    ///
    /// Which list is used depends on the context that the model is opened with
    /// (``ModelConfiguration/maximumPositions``), never on the length of a text: so the keys in a cache stay what they are
    /// when a text outgrows the original context.
    public struct LongRope: Sendable, Equatable {
        /// Divisors in contexts up to the original.
        public var shortFactors: [Double]
        /// Divisors in longer contexts.
        public var longFactors: [Double]
        /// The factor on cosines and sines, in either.
        public var attentionFactor: Double
        /// The context that the model was first trained for.
        public var originalPositions: Int

        /// The numbers of a LongRoPE model.
        ///
        /// - Parameter stretch: How many times the original context the model reaches; the attention factor follows from it
        ///   where none is given.
        public init(
            shortFactors: [Double], longFactors: [Double], originalPositions: Int, stretch: Double,
            attentionFactor: Double? = nil
        ) {
            self.shortFactors = shortFactors
            self.longFactors = longFactors
            self.originalPositions = originalPositions
            self.attentionFactor =
                attentionFactor ?? (stretch <= 1 ? 1 : (1 + log(stretch) / log(Double(originalPositions))).squareRoot())
        }

        func stretch(_ frequencies: [Double], positions: Int) -> [Double] {
            let factors = positions > originalPositions ? longFactors : shortFactors
            return zip(frequencies, factors).map { $0 / $1 }
        }

        func defect(size: Int) -> String? {
            for (name, factors) in [("short", shortFactors), ("long", longFactors)] where factors.count != size / 2 {
                return "rotary scaling longrope has \(factors.count) \(name) factors for \(size / 2) pairs"
            }
            let isSound =
                (shortFactors + longFactors).allSatisfy { $0.isFinite && $0 > 0 }
                && attentionFactor.isFinite && attentionFactor > 0 && originalPositions > 0
            return isSound ? nil : "rotary scaling longrope cannot work with factors that are not positive"
        }
    }
}
