import Glibc

extension RotaryScaling {
    /// Frequencies that turn often within the original context stay, slow ones are stretched, those between by a ramp.
    public struct Yarn: Sendable, Equatable {
        /// What the slowest frequencies are divided by.
        public var factor: Double
        /// The factor on cosines and sines, which sharpens attention.
        public var attentionFactor: Double
        /// Turns within the original context from which frequencies stay.
        public var fastTurns: Double
        /// Turns up to which frequencies are divided whole.
        public var slowTurns: Double
        /// Whether the ends of the ramp are whole dimensions.
        public var truncates: Bool
        /// The context that the model was first trained for.
        public var originalPositions: Int

        /// The numbers of a YaRN model; `attentionFactor` is by default what the paper's equation 22 makes of `factor`.
        public init(
            factor: Double, originalPositions: Int, attentionFactor: Double? = nil, fastTurns: Double = 32,
            slowTurns: Double = 1, truncates: Bool = true
        ) {
            self.factor = factor
            self.originalPositions = originalPositions
            self.attentionFactor = attentionFactor ?? Self.attentionFactor(stretch: factor)
            self.fastTurns = fastTurns
            self.slowTurns = slowTurns
            self.truncates = truncates
        }

        /// 0.1 scale ln(stretch) + 1.
        static func attentionFactor(stretch: Double, scale: Double = 1) -> Double {
            stretch <= 1 ? 1 : 0.1 * scale * log(stretch) + 1
        }

        func stretch(_ frequencies: [Double], theta: Double) -> [Double] {
            let size = Double(2 * frequencies.count)
            // The dimension whose frequency turns so often within the original context.
            func dimension(turns: Double) -> Double {
                size * log(Double(originalPositions) / (turns * 2 * Double.pi)) / (2 * log(theta))
            }
            var low = dimension(turns: fastTurns), high = dimension(turns: slowTurns)
            if truncates { (low, high) = (low.rounded(.down), high.rounded(.up)) }
            (low, high) = (max(low, 0), min(high, size - 1))
            if low == high { high += 0.001 }
            return frequencies.enumerated().map { index, frequency in
                let share = min(max((Double(index) - low) / (high - low), 0), 1)
                return share * frequency / factor + (1 - share) * frequency
            }
        }

        var defect: String? {
            let isSound =
                factor.isFinite && factor > 0 && attentionFactor.isFinite && attentionFactor > 0
                && slowTurns > 0 && fastTurns.isFinite && fastTurns >= slowTurns && originalPositions > 0
            return isSound ? nil : "rotary scaling yarn cannot work with \(self)"
        }
    }
}
