import ArgumentParser

/// How the tasks of a suite are computed, and where their results go.
struct SuiteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Samples computed together. The scores do not depend on it.", valueName: "n"))
    var batch = 8

    @Option(
        help: ArgumentHelp(
            "A new folder for report.json, with a folder for each task: report.json and samples.jsonl.",
            valueName: "dir"),
        completion: .directory)
    var output: String?

    @Flag(help: "Print the report as JSON.")
    var json = false

    func validate() throws {
        if batch < 1 { throw ValidationError("--batch must be at least 1") }
    }
}
