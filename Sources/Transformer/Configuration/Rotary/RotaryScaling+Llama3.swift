import Glibc

extension RotaryScaling {
    /// Wavelengths longer than the original context are stretched whole, short ones not at all, those between in part.
    public struct Llama3: Sendable, Equatable {
        /// What the longest wavelengths are stretched by.
        public var factor: Double
        /// Wavelengths above `originalPositions / lowFrequencyFactor` are stretched whole.
        public var lowFrequencyFactor: Double
        /// Wavelengths below `originalPositions / highFrequencyFactor` stay.
        public var highFrequencyFactor: Double
        /// The context that the model was first trained for.
        public var originalPositions: Int

        /// The four numbers of Llama 3.1.
        public init(factor: Double, lowFrequencyFactor: Double, highFrequencyFactor: Double, originalPositions: Int) {
            self.factor = factor
            self.lowFrequencyFactor = lowFrequencyFactor
            self.highFrequencyFactor = highFrequencyFactor
            self.originalPositions = originalPositions
        }

        func stretch(_ frequency: Double) -> Double {
            // How often the original context holds the wavelength.
            let turns = Double(originalPositions) * frequency / (2 * Double.pi)
            if turns > highFrequencyFactor { return frequency }
            if turns < lowFrequencyFactor { return frequency / factor }
            let share = (turns - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor)
            return (1 - share) * frequency / factor + share * frequency
        }

        var defect: String? {
            let isSound =
                factor.isFinite && factor > 0 && lowFrequencyFactor > 0 && originalPositions > 0
                && highFrequencyFactor.isFinite && highFrequencyFactor > lowFrequencyFactor
            return isSound ? nil : "rotary scaling llama3 cannot work with \(self)"
        }
    }
}
