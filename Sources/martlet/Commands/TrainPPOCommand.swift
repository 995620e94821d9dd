import ArgumentParser
import Training

/// `martlet train ppo`: a model learns from what its answers earn, compared with what a value model expected.
struct TrainPPOCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ppo",
        abstract: "Let a model learn from rewards, with a value model: PPO.",
        usage: "martlet train ppo --model <dir> --prompts <file> --reward <reward>\n       --output <dir> [<options>]",
        discussion: """
            Prompts and rewards are those of martlet train grpo. A head on the same decoder learns what each token will \
            lead to; tokens that lead to more become more probable. Distance from the first model is charged at every \
            token, and an answer that a limit cuts off loses the no-end penalty.

            Each batch of answers is learned from several times (--epochs, --minibatches), within the clip.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, in the middle of an iteration as well, and ends with the same bits as a run never stopped.

            EXAMPLES:
              martlet train ppo --model runs/chat --prompts asks.jsonl \\
                --reward model:runs/reward --output runs/ppo --minutes 20
              martlet train ppo --model runs/base --prompts sums.jsonl --reward exact \\
                --group-size 4 --epochs 2 --minibatches 4 --output runs/sums
              martlet train ppo --resume --output runs/ppo
            """
    )

    @OptionGroup var flags: TrainingFlags

    @OptionGroup(title: "Settings") var value: ValueOptions
    @OptionGroup(title: "Settings") var options: ReinforcementOptions

    private var work: ReinforcementCommandRun {
        ReinforcementCommandRun(
            algorithm: .ppo, config: flags.config, given: value.given + options.given, dryRun: flags.dryRun)
    }

    func validate() throws { try work.validate() }

    func run() throws {
        try work.carryOut(json: flags.json) { try flags.resume ? work.resume() : work.start() }
    }
}
