import Foundations
import Tensors

extension EncoderModel {
    /// Fills the weights: norms with 1, biases with 0, matrices from a normal distribution.
    ///
    /// Source: Devlin et al., "BERT" (2018); the deviation is that of its published code.
    func initialize(seed: UInt64) {
        for (index, parameter) in parameters.enumerated() {
            let floats = parameter.value.floats
            if parameter.decays {
                // A sequence of its own for each parameter, so that one more parameter leaves the others alone.
                var mixer = SplitMix64(seed: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
                var generator = SplitMix64(seed: mixer.next())
                for element in floats.indices { floats[element] = Float(generator.normal() * 0.02) }
            } else {
                floats.update(repeating: parameter.name.hasSuffix("weight") ? 1 : 0)
            }
            parameter.valuesChanged()
        }
    }
}
