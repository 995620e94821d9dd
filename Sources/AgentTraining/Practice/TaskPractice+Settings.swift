import Agents
public import Tokenization
public import Training

extension TaskPractice {
    /// What the settings of a run with the environment `tasks` ask for.
    ///
    /// Words and numbers to learn from are those of the training set, those of validations of the other.
    ///
    /// - Throws: `ConfigurationError` for a wording or a kind that there is none of.
    public init(_ settings: ReinforcementConfiguration, encoder: ChatEncoder) throws(ConfigurationError) {
        let phrasings = try Self.names(settings.taskPhrasings, key: "task_phrasings", known: PhrasingSet.allCases)
        if phrasings.contains(.unseen) {
            throw .unusable(key: "task_phrasings", reason: "the wordings 'unseen' are there to be never trained")
        }
        let kinds = try Self.names(settings.taskKinds, key: "task_kinds", known: TaskKind.allCases)
        let sets = phrasings.isEmpty ? [.trained] : phrasings
        var limits = Self.standardLimits
        limits.steps = settings.maxTurns
        self.init(
            // Another seed than that of transcripts of the same seed, which would be the same tasks.
            tasks: sets.map {
                TaskGenerator(seed: settings.seed &+ 0x9E37, split: .training, phrasings: $0, kinds: kinds)
            },
            heldOut: TaskGenerator(
                seed: settings.seed &+ 0x9E37, split: .heldOut, phrasings: sets[sets.count - 1], kinds: kinds),
            heldOutCount: settings.heldOut > 0 ? settings.evaluationPrompts : 0, encoder: encoder, limits: limits,
            allowsUnsandboxedTests: settings.allowUnsandboxed)
    }

    private static func names<Name: RawRepresentable<String>>(
        _ text: String, key: String, known: [Name]
    ) throws(ConfigurationError) -> [Name] {
        var names: [Name] = []
        for word in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let name = Name(rawValue: String(word)) else {
                let all = known.map(\.rawValue).joined(separator: ", ")
                throw .unusable(key: key, reason: "'\(word)' is none of \(all)")
            }
            names.append(name)
        }
        return names
    }
}
