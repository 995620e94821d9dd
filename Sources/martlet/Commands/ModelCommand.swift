import ArgumentParser

/// `martlet model`: model directories.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look into model directories, and make them from other formats.",
        discussion: """
            A model directory is laid out as Hugging Face lays it out: config.json, generation_config.json, \
            model.safetensors, tokenizer.json.

            EXAMPLES:
              martlet model inspect runs/first
              martlet model import stories.bin --tokenizer tokenizer.bin --output stories
              martlet model logits stories --tokens 1,403,407
            """,
        subcommands: [
            ModelInspectCommand.self, ModelImportCommand.self, ModelLogitsCommand.self, ModelResaveCommand.self,
        ]
    )
}
