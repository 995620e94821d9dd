/// Adapters beside a model's files.
extension ModelFiles {
    /// The same files with an adapter, which a ``CausalLM`` that is read from them has attached.
    ///
    /// The texts end where the adapter's `generation_config.json` says, if it has one.
    public func adapted(by adapter: LoRAFiles) throws -> ModelFiles {
        var files = self
        files.adapter = adapter
        files.textFolder = adapter.url
        if let ends = try ModelConfiguration.endTokens(generationIn: adapter.url) {
            files.configuration.endOfTextTokens = ends
        }
        return files
    }

    /// The same files with the adapter added to the weights, a tensor at a time as they are read.
    ///
    /// - Throws: ``LoRAError`` where the adapter belongs to another model.
    public func merged() throws -> ModelFiles {
        guard let adapter else { return self }
        // Shapes alone: what is never asked for takes no memory.
        let shapes = try CausalLM(zeros: configuration)
        var files = self
        files.weights = MergedWeights(
            weights, adapter: try LoRAAdapter(files: adapter, for: shapes), family: try configuration.writtenFamily())
        files.adapter = nil
        return files
    }
}
