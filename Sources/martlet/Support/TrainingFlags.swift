import ArgumentParser

/// What every command that trains can be told beside its settings.
struct TrainingFlags: ParsableArguments {
    @Option(help: ArgumentHelp("A YAML file of settings.", valueName: "file"), completion: .file(extensions: ["yaml"]))
    var config: String?

    @Flag(help: "Continue the run in the folder --output.")
    var resume = false

    @Flag(help: "Print the resolved settings as YAML and do nothing.")
    var dryRun = false

    @Flag(help: "Print the result as one JSON object; progress goes to standard error in any case.")
    var json = false
}
