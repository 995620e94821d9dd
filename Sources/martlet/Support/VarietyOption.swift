import ArgumentParser
import Generation

/// What makes a text more or less surprising, besides the temperature.
struct VarietyOption: ParsableArguments {
    @Option(help: ArgumentHelp("How often the most probable tokens are left out, 0 to 1.", valueName: "p"))
    var xtcProbability = XTCOptions().probability

    @Option(help: ArgumentHelp("The probability from which on a token can be left out so.", valueName: "p"))
    var xtcThreshold = XTCOptions().threshold

    @Option(help: ArgumentHelp("How far the temperature follows the entropy to either side.", valueName: "t"))
    var dynatempRange = DynamicTemperature().range

    @Option(help: ArgumentHelp("The power that the entropy is raised to for it.", valueName: "x"))
    var dynatempExp = DynamicTemperature().exponent

    @Option(help: ArgumentHelp("2 holds the surprise in place of all filters; 0 does not.", valueName: "0|2"))
    var mirostat = 0

    @Option(help: ArgumentHelp("The surprise to hold, in bits a token.", valueName: "bits"))
    var mirostatEnt = MirostatOptions().target

    @Option(help: ArgumentHelp("How fast its bound follows.", valueName: "rate"))
    var mirostatLr = MirostatOptions().learningRate

    func apply(to options: inout SamplingOptions) {
        options.xtc = XTCOptions(probability: xtcProbability, threshold: xtcThreshold)
        options.dynamicTemperature = DynamicTemperature(range: dynatempRange, exponent: dynatempExp)
        if mirostat == 2 { options.mirostat = MirostatOptions(target: mirostatEnt, learningRate: mirostatLr) }
    }

    func validate() throws {
        if mirostat != 0 && mirostat != 2 {
            throw ValidationError("--mirostat is \(mirostat), but must be 2 or 0; the first version is not offered")
        }
    }
}
