public import Foundation
import Transformer

/// Adapters of one model, each for the requests that name it.
extension Generator {
    /// Loads an adapter that requests may name (``GenerationRequest/adapter``), while others go on.
    ///
    /// Requests of different adapters share the engine and each gets the bits it would get alone. An adapter of the same name
    /// is replaced; texts that have begun keep theirs.
    ///
    /// - Throws: `LoRAError` where files are missing or belong to another model.
    public func loadAdapter(_ directory: URL, named name: String) throws {
        try engine.add(LoRAFiles(directory), named: name)
    }

    /// Forgets an adapter; texts that have begun keep it to their end.
    public func removeAdapter(named name: String) { engine.removeAdapter(named: name) }

    /// The names of the adapters that are loaded.
    public var adapterNames: [String] { engine.adapterNames }
}
