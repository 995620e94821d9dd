import ArgumentParser
import Generation

/// How tokens are chosen, as flags. Names are those of llama.cpp.
struct SamplingOption: ParsableArguments {
    private static let defaults = SamplingOptions()

    @Option(help: ArgumentHelp("0 takes the most probable token; lower is safer, higher more varied.", valueName: "t"))
    var temperature = defaults.temperature

    @Option(help: ArgumentHelp("Choose among the k most probable tokens; 0 keeps all.", valueName: "k"))
    var topK = defaults.topK

    @Option(help: ArgumentHelp("Choose among the most probable tokens that sum to p; 1 keeps all.", valueName: "p"))
    var topP = defaults.topP

    @Option(help: ArgumentHelp("Leave out tokens below p times the most probable one; 0 keeps all.", valueName: "p"))
    var minP = defaults.minP

    @Option(help: ArgumentHelp("Choose among tokens of usual surprise that sum to p; 1 keeps all.", valueName: "p"))
    var typical = defaults.typical

    @Option(help: ArgumentHelp("Leave out logits n deviations below the highest; 0 keeps all.", valueName: "n"))
    var topNSigma = defaults.topNSigma

    @OptionGroup var variety: VarietyOption

    @OptionGroup var penalties: PenaltyOption

    @Option(
        name: .customLong("logit-bias"),
        help: ArgumentHelp(
            "Add to the logit of a token, as 15043=2 or 15043=-inf; may be repeated.", valueName: "token=bias"))
    var biases: [TokenBias] = []

    @Option(help: ArgumentHelp("The same seed gives the same text.", valueName: "n"))
    var seed = defaults.seed

    /// The options as the sampler takes them.
    var options: SamplingOptions {
        var options = SamplingOptions(temperature: temperature, topK: topK, topP: topP, minP: minP, seed: seed)
        options.typical = typical
        options.topNSigma = topNSigma
        options.logitBias = Dictionary(biases.map { ($0.token, $0.bias) }) { _, last in last }
        variety.apply(to: &options)
        penalties.apply(to: &options)
        return options
    }

    func validate() throws {
        do { try options.validate() } catch { throw ValidationError("--\(error)") }
    }
}
