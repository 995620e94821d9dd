import ArgumentParser
import Foundation
import Training

/// `martlet train reward`: a model learns to score answers.
struct TrainRewardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reward",
        abstract: "Train a reward model on preferences.",
        usage: "martlet train reward --model <dir> --data <file> --output <dir> …",
        discussion: """
            The model gets a head that gives a number at the end of an answer; the answer that was preferred is to have the \
            higher one (Bradley and Terry). Preferences are read as martlet train dpo reads them; a "margin" beside a pair \
            says by how much. The finished model is a model directory with the head beside it, in score.safetensors.

            With --lora an adapter is trained in place of the weights, and the head in full beside it; the finished model \
            has the adapter added to its weights.

            A preference that cannot be used is named with its file and line, before anything is trained; with \
            --skip-bad it is left out and counted.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, and ends with the same bits as a run that was never stopped.

            EXAMPLES:
              martlet train reward --model runs/assistant --data pairs.jsonl \\
                --output runs/reward
              martlet train reward --model runs/assistant --data pairs.jsonl \\
                --output runs/reward --centring 0.01 --held-out 0.1 --minutes 10
              martlet train reward --model runs/assistant --data pairs.jsonl \\
                --output runs/scores --lora
              martlet eval reward runs/reward pairs.jsonl --held-out 0.1
            """
    )

    @OptionGroup var flags: TrainingFlags

    @Option(help: PreferenceOptions.help("centring")) var centring: String?
    @OptionGroup(title: "Settings") var options: PreferenceOptions

    private var work: PreferenceCommandRun {
        PreferenceCommandRun(
            command: "martlet train reward", config: flags.config, given: [("centring", centring)] + options.given,
            loss: .reward, dryRun: flags.dryRun)
    }

    func validate() throws { try work.validate() }

    func run() throws {
        try work.carryOut(json: flags.json) {
            "martlet eval reward \($0.folder.path) PAIRS"
        } _: {
            try flags.resume ? work.resume() : work.start()
        }
    }
}
