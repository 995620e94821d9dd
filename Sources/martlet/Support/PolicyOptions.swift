import ArgumentParser
import Training

/// The settings of preference optimization alone, as flags.
struct PolicyOptions: ParsableArguments {
    @Option(help: PreferenceOptions.help("loss")) var loss: String?
    @Option(help: PreferenceOptions.help("beta")) var beta: String?
    @Option(help: PreferenceOptions.help("gamma")) var gamma: String?
    @Option(help: PreferenceOptions.help("label_smoothing")) var labelSmoothing: String?
    @Option(help: PreferenceOptions.help("desirable_weight")) var desirableWeight: String?
    @Option(help: PreferenceOptions.help("undesirable_weight")) var undesirableWeight: String?
    @Option(help: PreferenceOptions.help("drift_limit")) var driftLimit: String?
    @Option(help: PreferenceOptions.help("sample_every")) var sampleEvery: String?
    @Option(help: PreferenceOptions.help("sample_prompt")) var samplePrompt: String?
    @Option(help: PreferenceOptions.help("sample_tokens")) var sampleTokens: String?

    /// The settings that the command line gives, by name, as text.
    var given: [(name: String, text: String?)] {
        [
            ("loss", loss),
            ("beta", beta),
            ("gamma", gamma),
            ("label_smoothing", labelSmoothing),
            ("desirable_weight", desirableWeight),
            ("undesirable_weight", undesirableWeight),
            ("drift_limit", driftLimit),
            ("sample_every", sampleEvery),
            ("sample_prompt", samplePrompt),
            ("sample_tokens", sampleTokens),
        ]
    }
}
