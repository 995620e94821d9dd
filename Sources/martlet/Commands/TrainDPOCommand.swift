import ArgumentParser
import Foundation
import Training

/// `martlet train dpo`: a model learns from preferences.
struct TrainDPOCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dpo",
        abstract: "Optimize a model on preferences: DPO and its relatives.",
        usage: "martlet train dpo --model <dir> --data <file> --output <dir> [<options>]",
        discussion: """
            A preference is a line of JSON: {"prompt": …, "chosen": …, "rejected": …}, each a text or a list of messages; \
            ShareGPT's pairs, HH-RLHF's dialogues, and for --loss kto {"messages": […], "label": true} are read too. \
            Answers go through the model's chat template; what stands before them carries no loss.

            The model to begin with is the reference: what it says of every answer is computed once, before training, and \
            kept in the run folder. orpo and simpo need none.

            With --lora an adapter is trained in place of the weights, and the model beneath it is the reference.

            A preference that cannot be used is named with its file and line, before anything is trained; with \
            --skip-bad it is left out and counted. A run whose loss or drift explodes stops, and its last checkpoint stays.

            Ctrl-C finishes the step, writes a checkpoint and ends with status 130. --resume goes on from the newest \
            checkpoint, and ends with the same bits as a run that was never stopped.

            EXAMPLES:
              martlet train dpo --model runs/assistant --data pairs.jsonl --output runs/dpo
              martlet train dpo --model runs/assistant --data pairs.jsonl \\
                --output runs/ipo --loss ipo --beta 0.05 --minutes 10
              martlet train dpo --model runs/assistant --data labels.jsonl \\
                --output runs/kto --loss kto --skip-bad
              martlet train dpo --model runs/assistant --data pairs.jsonl \\
                --output runs/adapted --lora --lora-rank 16
              martlet train dpo --resume --output runs/dpo
            """
    )

    @OptionGroup var flags: TrainingFlags

    @OptionGroup(title: "Settings") var policy: PolicyOptions
    @OptionGroup(title: "Settings") var options: PreferenceOptions

    private var work: PreferenceCommandRun {
        PreferenceCommandRun(
            command: "martlet train dpo", config: flags.config, given: policy.given + options.given, loss: nil,
            dryRun: flags.dryRun)
    }

    func validate() throws { try work.validate() }

    func run() throws {
        try work.carryOut(json: flags.json) {
            "martlet chat \($0.folder.path)"
        } _: {
            try flags.resume ? work.resume() : work.start()
        }
    }
}
