import ArgumentParser
import Generation

/// How tokens are chosen, as flags.
struct SamplingOption: ParsableArguments {
    @Option(help: ArgumentHelp("0 takes the most probable token; lower is safer, higher more varied.", valueName: "t"))
    var temperature = SamplingOptions().temperature

    @Option(help: ArgumentHelp("Choose among the k most probable tokens; 0 keeps all.", valueName: "k"))
    var topK = SamplingOptions().topK

    @Option(help: ArgumentHelp("Choose among the most probable tokens that sum to p; 1 keeps all.", valueName: "p"))
    var topP = SamplingOptions().topP

    @Option(help: ArgumentHelp("The same seed gives the same text.", valueName: "n"))
    var seed = SamplingOptions().seed

    /// The options as the sampler takes them.
    var options: SamplingOptions {
        SamplingOptions(temperature: temperature, topK: topK, topP: topP, seed: seed)
    }

    func validate() throws {
        do { try options.validate() } catch { throw ValidationError("--\(error)") }
    }
}
