import ArgumentParser
import Training

/// `martlet train grpo`: a model learns from what its answers earn, compared with each other.
struct TrainGRPOCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grpo",
        abstract: "Let a model learn from rewards: GRPO, DAPO, Dr. GRPO.",
        usage: "martlet train grpo --model <dir> --prompts <file> --reward <reward>\n       --output <dir> [<options>]",
        discussion: """
            A prompt is a line of JSON: {"prompt": …, "answer": …}; the prompt is a text or a list of messages, the answer \
            what the reward compares with. Each prompt is answered several times by the model in training; answers that \
            earn more than the others to the same prompt become more probable.

            Rewards: exact, number (the last number of the answer), json or json:SCHEMA, length:LIMIT[:MARGIN], \
            model:PATH (a reward model); several with weights: 'exact + 0.2*length:64'.

            With --environment tasks there are no prompts: an agent works on the tasks of 'martlet corpus tasks' with \
            its tools, turn by turn, and earns 1 for each that it solves, 0 for one that it does not, and -0.5 for what \
            it makes up or deletes unasked.

            metrics.jsonl and report.html show reward, success, distance from the first model, entropy, length, and the \
            share of answers cut off. A run whose loss or distance explodes stops, and its last checkpoint stays.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, in the middle of an iteration as well, and ends with the same bits as a run never stopped.

            EXAMPLES:
              martlet train grpo --model runs/base --prompts sums.jsonl --reward exact \\
                --output runs/grpo --minutes 5
              martlet train grpo --model runs/chat --prompts tasks.jsonl \\
                --reward 'number + 0.2*length:64' --loss dr_grpo --output runs/short
              martlet train grpo --model runs/chat --prompts asks.jsonl \\
                --reward model:runs/reward --kl-coefficient 0.02 --output runs/liked
              martlet train grpo --model runs/agent --environment tasks --minutes 5 \\
                --prompts-per-iteration 8 --output runs/practised
              martlet train grpo --resume --output runs/grpo
            """
    )

    @OptionGroup var flags: TrainingFlags

    @Option(help: ReinforcementOptions.help("loss")) var loss: String?
    @OptionGroup(title: "Settings") var options: ReinforcementOptions

    private var work: ReinforcementCommandRun {
        ReinforcementCommandRun(
            algorithm: .grpo, config: flags.config, given: [(name: "loss", text: loss)] + options.given,
            dryRun: flags.dryRun)
    }

    func validate() throws { try work.validate() }

    func run() throws {
        try work.carryOut(json: flags.json) { try flags.resume ? work.resume() : work.start() }
    }
}
