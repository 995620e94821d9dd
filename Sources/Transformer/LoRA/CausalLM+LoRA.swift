import Foundations
public import Tensors

/// Adapters: matrices that are laid over a model's weights, one set at a time.
extension CausalLM {
    /// Lays an adapter over the weights, in place of the one that was there; from now on it alone is trained.
    ///
    /// - Throws: ``LoRAError/otherModel(layer:)`` where it was made for a model of other shapes.
    public func attach(_ adapter: LoRAAdapter) throws(LoRAError) {
        try adapter.check(parameters)
        select(adapter)
    }

    /// Takes the adapter away; the weights are trained again.
    public func detachAdapter() { select(nil) }

    /// Changes the adapter for another that is known to fit, or takes it away.
    package func select(_ adapter: LoRAAdapter?) {
        guard adapter !== self.adapter else { return }
        self.adapter = adapter
        for parameter in parameters { parameter.isTrainable = adapter == nil }
    }

    /// What training changes: the adapter where there is one, else every parameter.
    public var trainableParameters: [Parameter] { adapter?.parameters ?? parameters }

    /// Runs `body` with the model as it is without its adapter, such as for the answers of a reference policy.
    public func withAdaptersDisabled<Result>(_ body: () throws -> Result) rethrows -> Result {
        let before = adaptersEnabled
        adaptersEnabled = false
        defer { adaptersEnabled = before }
        return try body()
    }

    /// A hash that other weights would not have.
    package var weightsFingerprint: UInt64 {
        parameters.reduce(0) { hash, parameter in
            let value = parameter.value
            return withExtendedLifetime(value) {
                StableHash.xxh64(UnsafeRawBufferPointer(value.rawBytes), seed: hash)
            }
        }
    }

    /// The change of the output matrix for a pass of some rows.
    func headUpdate(rows: Int, tape: Tape) -> LowRankUpdate? {
        let adapter = activeAdapter
        return adapter?.update(of: head, dropout: AdapterDropout(adapter, rows: rows, tape: tape))
    }

    /// The adapter that takes part in what is computed now.
    var activeAdapter: LoRAAdapter? { adaptersEnabled ? adapter : nil }
}
