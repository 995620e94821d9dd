import ArgumentParser
import Generation

/// What repetition costs.
struct PenaltyOption: ParsableArguments {
    @Option(help: ArgumentHelp("Divide the logits of tokens that occur; 1 does not.", valueName: "x"))
    var repeatPenalty = PenaltyOptions().repetition

    @Option(help: ArgumentHelp("Take from the logits of tokens that occur; 0 does not.", valueName: "x"))
    var presencePenalty = PenaltyOptions().presence

    @Option(help: ArgumentHelp("Take from a token's logit for each time it occurs; 0 does not.", valueName: "x"))
    var frequencyPenalty = PenaltyOptions().frequency

    @Option(help: ArgumentHelp("How many of the last tokens these look at; -1 looks at all.", valueName: "n"))
    var repeatLastN = PenaltyOptions().window

    @Option(
        help: ArgumentHelp("Take from tokens that would go on with a repeated sequence; 0 does not.", valueName: "x"))
    var dryMultiplier = DRYOptions().multiplier

    @Option(help: ArgumentHelp("How that grows with each token of the sequence.", valueName: "x"))
    var dryBase = DRYOptions().base

    @Option(help: ArgumentHelp("The longest sequence that may be repeated for nothing.", valueName: "n"))
    var dryAllowedLength = DRYOptions().allowedLength

    @Option(help: ArgumentHelp("How many of the last tokens it looks at; -1 looks at all.", valueName: "n"))
    var dryPenaltyLastN = DRYOptions().window

    @Option(
        name: .customLong("dry-sequence-breaker"),
        help: ArgumentHelp(
            "A text that ends a sequence, or none; may be repeated. By default line ends, :, \" and *.",
            valueName: "text"))
    var dryBreakers: [String] = []

    func apply(to options: inout SamplingOptions) {
        options.penalties = PenaltyOptions(
            window: repeatLastN, repetition: repeatPenalty, presence: presencePenalty, frequency: frequencyPenalty)
        let breakers = dryBreakers.isEmpty ? DRYOptions().breakers : dryBreakers == ["none"] ? [] : dryBreakers
        options.dry = DRYOptions(
            multiplier: dryMultiplier, base: dryBase, allowedLength: dryAllowedLength, window: dryPenaltyLastN,
            breakers: breakers)
    }
}
