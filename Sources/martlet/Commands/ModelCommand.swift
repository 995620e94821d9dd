import ArgumentParser

/// `martlet model`: model directories.
struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Look into models, convert and quantize them.",
        discussion: """
            A model directory is laid out as Hugging Face lays it out: config.json, generation_config.json, \
            model.safetensors, tokenizer.json. GGUF files are taken wherever a model is asked for.

            EXAMPLES:
              martlet model inspect runs/first
              martlet model convert runs/first --output first.gguf
              martlet model quantize runs/first --type Q4_K_M
              martlet model diff runs/first first-Q4_K_M.gguf
              martlet model merge-lora runs/first runs/adapted --output merged
              martlet model import stories.bin --tokenizer tokenizer.bin --output stories
              martlet model logits stories --tokens 1,403,407
            """,
        subcommands: [
            ModelInspectCommand.self, ModelConvertCommand.self, ModelQuantizeCommand.self,
            ModelDiffCommand.self, ModelMergeLoRACommand.self, ModelImportCommand.self, ModelLogitsCommand.self,
            ModelResaveCommand.self,
        ]
    )
}
