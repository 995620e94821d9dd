import ArgumentParser
import Generation

/// Beam search, as flags.
struct BeamOption: ParsableArguments {
    @Option(help: ArgumentHelp("Look for the most probable text with n beams, in place of sampling.", valueName: "n"))
    var beams: Int?

    @Option(help: ArgumentHelp("How many texts of the beams to print, best first.", valueName: "n"))
    var beamResults = 1

    @Option(help: ArgumentHelp("Above 0 favours long texts, below 0 short ones.", valueName: "x"))
    var lengthPenalty = BeamOptions().lengthPenalty

    /// How to search; nil where tokens are sampled.
    var options: BeamOptions? {
        beams.map { BeamOptions(width: $0, resultCount: beamResults, lengthPenalty: lengthPenalty) }
    }

    func validate() throws {
        do { try options?.validate() } catch { throw ValidationError("--\(error)") }
    }
}
