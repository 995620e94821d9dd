import ArgumentParser

/// `martlet train`: models learn.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a model.",
        discussion: """
            EXAMPLES:
              martlet train pretrain --corpus my-corpus --output runs/first --minutes 5
              martlet train sft --model runs/first --data chats.jsonl --output runs/chat
              martlet train compare runs/chat prompts.txt --output pairs.jsonl
              martlet train dpo --model runs/chat --data pairs.jsonl --output runs/dpo
              martlet train grpo --model runs/chat --prompts sums.jsonl --reward exact \\
                --output runs/grpo
              martlet generate runs/first "Once upon a time"
            """,
        subcommands: [
            TrainPretrainCommand.self, TrainSFTCommand.self, TrainCompareCommand.self, TrainRewardCommand.self,
            TrainDPOCommand.self, TrainGRPOCommand.self, TrainPPOCommand.self,
        ]
    )
}
