package import Transformer

/// Adapters that requests may name.
extension BatchEngine {
    /// The names of the adapters that requests may ask for.
    package var adapterNames: [String] { adapters.keys.sorted() }

    /// Lets requests ask for an adapter; one of the same name goes on for those that have it already.
    ///
    /// - Throws: `LoRAError` where it belongs to another model.
    package func add(_ files: LoRAFiles, named name: String) throws {
        let adapter = try LoRAAdapter(files: files, for: model)
        removeAdapter(named: name)
        adapters[name] = adapter
    }

    /// Forgets an adapter, and what it left in the cache.
    package func removeAdapter(named name: String) {
        if let adapter = adapters.removeValue(forKey: name) { prefixes.remove(adapter) }
    }

    /// What a request computes with.
    func adapter(of request: GenerationRequest) throws(GenerationError) -> LoRAAdapter? {
        guard let name = request.adapter else { return ownAdapter }
        guard let adapter = adapters[name] else { throw .unknownAdapter(name: name, known: adapterNames) }
        return adapter
    }
}
