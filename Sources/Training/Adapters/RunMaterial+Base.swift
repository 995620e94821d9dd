import Foundation
import Transformer

extension RunMaterial {
    /// The same, with what the adapter of `model` stands on; a model without an adapter stands alone.
    ///
    /// - Parameter base: the directory that the weights were read from.
    func standing(on model: CausalLM, at base: URL) -> RunMaterial {
        guard model.adapter != nil else { return self }
        var material = self
        material.base = Base(path: base.path, fingerprint: model.weightsFingerprint)
        return material
    }
}
