import ArgumentParser

/// `martlet corpus`: text to train on.
struct CorpusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corpus",
        abstract: "Turn files into tokens to train on, and look inside.",
        discussion: """
            A corpus is a folder: shards of tokens for training and for the held-out part, a manifest that says what \
            went in and what was left out, and a copy of the tokenizer.

            EXAMPLES:
              martlet corpus stories --count 10000 --output stories.txt
              martlet tokenizer train stories.txt --vocab-size 4096 --output my-tokenizer
              martlet corpus build stories.txt --tokenizer my-tokenizer --output my-corpus
              martlet corpus inspect my-corpus
            """,
        subcommands: [
            CorpusBuildCommand.self, CorpusStoriesCommand.self, CorpusLessonsCommand.self, CorpusTasksCommand.self,
            CorpusPreferencesCommand.self, CorpusInspectCommand.self,
        ]
    )
}
