import ArgumentParser

/// The settings of PPO alone, as flags.
struct ValueOptions: ParsableArguments {
    @Option(help: ReinforcementOptions.help("value_coefficient")) var valueCoefficient: String?
    @Option(help: ReinforcementOptions.help("value_clip")) var valueClip: String?
    @Option(help: ReinforcementOptions.help("gamma")) var gamma: String?
    @Option(help: ReinforcementOptions.help("lambda")) var lambda: String?
    @Option(help: ReinforcementOptions.help("whiten")) var whiten: String?

    /// The settings that the command line gives, by name, as text.
    var given: [(name: String, text: String?)] {
        [
            ("value_coefficient", valueCoefficient), ("value_clip", valueClip), ("gamma", gamma), ("lambda", lambda),
            ("whiten", whiten),
        ]
    }
}
