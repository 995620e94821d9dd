import ArgumentParser

/// `martlet tokenizer`: vocabularies.
struct TokenizerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenizer",
        abstract: "Train vocabularies, encode text and conversations, look inside, compare, and convert.",
        discussion: """
            A tokenizer that is trained here is one file, tokenizer.json, in the layout of Hugging Face tokenizers. \
            Those of SentencePiece, GGUF, tiktoken, llama2.c, GPT-2 and BERT are read as well.

            EXAMPLES:
              martlet tokenizer train books/ --vocab-size 32768 --output my-tokenizer
              martlet tokenizer encode my-tokenizer "The martlet never lands."
              martlet tokenizer inspect my-tokenizer --text "The martlet never lands."
            """,
        subcommands: [
            TokenizerTrainCommand.self, TokenizerEncodeCommand.self, TokenizerInspectCommand.self,
            TokenizerTemplateCommand.self, TokenizerConvertCommand.self, TokenizerCompareCommand.self,
        ]
    )
}
