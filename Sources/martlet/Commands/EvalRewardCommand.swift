import ArgumentParser
import Corpus
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// `martlet eval reward`: how often a reward model prefers what people preferred.
struct EvalRewardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reward",
        abstract: "Measure how often a reward model prefers the preferred answer.",
        usage: "martlet eval reward <model> <pairs> [<options>]",
        discussion: """
            Pairs are read as martlet train reward reads them. With --held-out and the share of the training run, only the \
            pairs are measured that a run on the same file holds out. With --with, several reward models judge together: \
            the margin of a pair is the mean of theirs.

            EXAMPLES:
              martlet eval reward runs/reward other-pairs.jsonl
              martlet eval reward runs/reward pairs.jsonl --held-out 0.1
              martlet eval reward runs/reward-1 pairs.jsonl \\
                --with runs/reward-2 runs/reward-3
            """
    )

    @Argument(help: "A reward model: its directory, or the folder of a finished run.", completion: .directory)
    var model: String

    @Argument(help: "A JSON Lines file of pairs, or a folder of them.", completion: .file())
    var pairs: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Further reward models of the same base, whose margins are averaged with those of the first.",
            valueName: "dir"),
        completion: .directory)
    var with: [String] = []

    @Option(help: ArgumentHelp("Measure only the pairs that a run with this share holds out.", valueName: "x"))
    var heldOut: Double?

    @Flag(help: "Leave out pairs that cannot be used, counted by reason.")
    var skipBad = false

    @Option(help: ArgumentHelp("Threads (default: all cores); changes no bit of the result.", valueName: "n"))
    var threads: Int?

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        if let heldOut, !(0...1).contains(heldOut) { throw ValidationError("--held-out must lie in 0 to 1") }
        if let threads, !(1...1024).contains(threads) { throw ValidationError("--threads must lie in 1 to 1024") }
    }

    func run() throws {
        var settings = PreferenceConfiguration()
        settings.loss = .reward
        settings.model = model
        settings.data = pairs
        settings.skipBad = skipBad
        let material = try PreferenceMaterial(settings)
        // The model first: without a head there is nothing to measure.
        let rewards = try [material.model] + with.map { try ModelDirectory.locate(URL(filePath: $0)) }
        let models = try rewards.map { try RewardModel(directory: $0) }
        for (model, folder) in zip(models, rewards) {
            try check(model.model.configuration, folder, against: models[0].model.configuration)
        }
        let data = try PreferenceData(
            material.preferences, judging: false, encoder: material.encoder, context: material.context,
            skippingBad: skipBad, heldOutShare: heldOut ?? 1, modelDirectory: material.model, name: pairs)
        for (reason, count) in data.skipped {
            StatusLine.note("left out \(count) \(count == 1 ? "preference" : "preferences"): \(reason)")
        }
        guard !data.heldOut.isEmpty else { throw CommandFailure("\(pairs) holds no pair to measure") }
        let status = StatusLine(), device = CPUDevice(threadCount: threads)
        let evaluations = models.enumerated().map { index, model in
            RewardEvaluation(of: model, on: data.heldOut, device: device, precision: .fastest) { done in
                let count = index * data.heldOut.count + done
                status.show("pair \(count) of \(models.count * data.heldOut.count)")
            }
        }
        status.clear()
        show(RewardEvaluation(meanOf: evaluations))
    }

    /// Refuses a model that would read other tokens than the first one does.
    private func check(
        _ own: ModelConfiguration, _ folder: URL, against first: ModelConfiguration
    ) throws(CommandFailure) {
        guard own.vocabularySize == first.vocabularySize, own.maximumPositions >= first.maximumPositions else {
            throw CommandFailure(
                "--with \(folder.path): it reads \(own.vocabularySize) tokens and texts of \(own.maximumPositions), but the "
                    + "first model \(first.vocabularySize) and \(first.maximumPositions): they do not judge together")
        }
    }

    private func show(_ evaluation: RewardEvaluation) {
        if json {
            let document: JSONValue = [
                "pairs": .integer(evaluation.margins.count), "accuracy": .number(evaluation.accuracy),
                "accuracy_standard_error": .number(evaluation.accuracyError),
                "mean_margin": .number(evaluation.meanMargin),
                "mean_margin_standard_error": .number(evaluation.marginError),
            ]
            print(document.serialized())
            return
        }
        print("pairs     \(FigureFormat.grouped(evaluation.margins.count))")
        print(String(format: "accuracy  %.4f ± %.4f", evaluation.accuracy, evaluation.accuracyError))
        print(String(format: "margin    %.4f ± %.4f", evaluation.meanMargin, evaluation.marginError))
    }
}
