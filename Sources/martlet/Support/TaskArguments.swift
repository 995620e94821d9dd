public import Agents
public import ArgumentParser

extension TaskKind: ExpressibleByArgument {}
extension PhrasingSet: ExpressibleByArgument {}

/// Which tasks a command makes up.
struct TaskArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Another seed gives other tasks.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(
        help:
            "How goals are worded: 'trained' as in transcripts, 'practised' as in practice alone, 'unseen' as nowhere.")
    var phrasings = PhrasingSet.trained

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The kinds that take turns: \(TaskKind.allCases.map(\.rawValue).joined(separator: ", ")); all of them "
                + "where none is named.", valueName: "kind"))
    var kinds: [TaskKind] = []

    @Option(help: ArgumentHelp("How many tasks are worked on at a time.", valueName: "n"))
    var jobs: Int?

    func validate() throws {
        if let jobs, jobs < 1 { throw ValidationError("--jobs must be at least 1") }
        if let twice = kinds.first(where: { kind in kinds.count { $0 == kind } > 1 }) {
            throw ValidationError("--kinds: \(twice.rawValue) is named twice")
        }
    }

    /// The tasks of a set.
    func generator(_ split: TaskSplit) -> TaskGenerator {
        TaskGenerator(seed: seed, split: split, phrasings: phrasings, kinds: kinds)
    }
}
