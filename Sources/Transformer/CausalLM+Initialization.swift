import Foundations
import Tensors

extension CausalLM {
    /// Fills the weights: norms so that they scale by 1, biases with 0, matrices from a normal distribution, the
    /// narrower for those that write to the residual stream the more of them there are.
    ///
    /// Source: Radford et al., "Language models are unsupervised multitask learners" (2019), section 2.3.
    func initialize(seed: UInt64) {
        let range = configuration.initializerRange
        let residualRange = range / Double(2 * configuration.layerCount).squareRoot()
        let residualWriters = Set(
            blocks.flatMap { [$0.attention.output] + $0.feedForward.layers.map(\.down) }.map(ObjectIdentifier.init))
        for (index, parameter) in parameters.enumerated() {
            let floats = parameter.value.floats
            if parameter.decays {
                let deviation = residualWriters.contains(ObjectIdentifier(parameter)) ? residualRange : range
                // A sequence of its own for each parameter, so that one more parameter leaves the others alone.
                var mixer = SplitMix64(seed: seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
                var generator = SplitMix64(seed: mixer.next())
                for element in floats.indices { floats[element] = Float(generator.normal() * deviation) }
            } else {
                floats.update(repeating: parameter.name.hasSuffix("norm.weight") ? 1 - configuration.normOffset : 0)
            }
            parameter.valuesChanged()
        }
    }
}
