import ArgumentParser
import Generation
import Tensors
import Tokenization
import Transformer

/// What a benchmark of generation measures besides speed: prompts that are there already, and masks.
struct BenchSectionOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tokens of a prompt that is read cold and again warm; as many as the model takes at most.", valueName: "n"))
    var prefix = 2000

    @Flag(help: "Leave prompts that are there already out.")
    var noPrefix = false

    @Option(
        help: ArgumentHelp("A folder of schemas for the masks; else some are made up.", valueName: "folder"),
        completion: .directory)
    var schemas: String?

    @Flag(help: "Leave the masks of constrained texts out.")
    var noMasks = false

    func validate() throws {
        if prefix < 2 { throw ValidationError("--prefix must be at least 2") }
        if noMasks, schemas != nil { throw ValidationError("--schemas goes against --no-masks") }
    }

    /// The time until the first token of a prompt, cold and warm; nil where it is left out.
    func prefixes(
        _ model: CausalLM, device: any ComputeDevice, precision: Precision, format: CacheFormat, runs: Int
    ) async throws -> PrefixBenchmark.Figure? {
        if noPrefix { return nil }
        let shape = model.configuration.pageShape(format)
        let count = min(prefix, model.configuration.maximumPositions - 1)
        // What the text would be is of no interest, so any tokenizer does.
        let engine = BatchEngine(
            model: model, tokenizer: Tokenizer(characterVocabularyOf: "a"), device: device, precision: precision,
            options: EngineOptions(
                cacheFormat: format, cacheByteLimit: shape.byteCount * (runs + 1) * (KVPageShape.pages(for: count) + 2))
        )
        var benchmark = PrefixBenchmark(vocabularySize: model.configuration.vocabularySize)
        return try await benchmark.run(tokens: count, runs: runs) { request in
            let id = try engine.submit(request)[0]
            while engine.knows(id) { if try engine.take(id) == nil { engine.step() } }
        }
    }

    /// What masks cost over the model's vocabulary; nil where they are left out, or the model has no vocabulary.
    func masks(_ files: ModelFiles) throws -> (benchmark: MaskBenchmark, report: MaskReport)? {
        guard !noMasks, let tokenizer = try? files.tokenizer() else { return nil }
        var benchmark = MaskBenchmark(tokenizer: tokenizer, documents: 10, budget: 100, seed: 1)
        for (name, schema) in try SchemaCollection.read(schemas, seed: 1) { try benchmark.run(schema, named: name) }
        return (benchmark, MaskReport(benchmark, vocabularySize: tokenizer.vocabularySize))
    }
}
