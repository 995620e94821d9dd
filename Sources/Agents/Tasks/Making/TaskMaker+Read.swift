import Foundations

extension TaskMaker {
    /// The key is one of three to seven in its file; files that look alike may have it too, with another value.
    mutating func readValue() -> AgentTask? { askValue(.readValue) }

    /// The file is there, but does not have the key; another may.
    mutating func missingValue() -> AgentTask? { askValue(.missingValue) }

    /// Asks for the value of a key in a file: one that is there, or one that lacks the key, or one that is missing.
    mutating func askValue(_ kind: TaskKind) -> AgentTask? {
        let key = vocabulary.name()
        let path = configurationPath()
        let value = value()
        let has = kind == .readValue
        let target = configurationFile(path: path, keys: has ? [key] : [], values: has ? [value] : [])
        let others = lookalikes(of: key) + otherFiles(0...2)
        let phrasing = phrasing(.read)
        let search = ExpertCall.search(key, in: path)
        return AgentTask(
            kind: kind, goal: goal(phrasing, [("key", setOff(key)), ("path", path)]), phrasing: phrasing.id,
            files: kind == .missingFile ? others : [target] + others,
            outcome: has
                ? .answer(slot: Int(value) == nil ? .value : .number, expected: value)
                : .report(tolerated: [], evidence: .looked),
            solution: has ? [search] : [search, ExpertCall.giveUp(kind)],
            answer: has ? ExpertAnswer.line(of: key, in: target) : nil)
    }

    /// A file of settings that has these keys among others, in any order.
    ///
    /// - Parameter values: those of the keys; where there are fewer, new ones.
    mutating func configurationFile(path: String, keys: [String], values: [String] = []) -> TaskFile {
        let sign = path.hasSuffix(".yaml") ? ": " : " = "
        var settings: [String] = []
        for (place, key) in keys.enumerated() {
            settings.append(key + sign + (place < values.count ? values[place] : value()))
        }
        for _ in 0..<vocabulary.count(3...6) - keys.count { settings.append(vocabulary.name() + sign + value()) }
        settings = vocabulary.shuffled(settings)
        if vocabulary.chance(1, in: 3) { settings.insert("# settings of " + vocabulary.word(), at: 0) }
        return TaskFile(path: path, lines: settings)
    }

    /// Other files of settings, one of which may have the key as well.
    mutating func lookalikes(of key: String) -> [TaskFile] {
        (0..<vocabulary.count(1...2)).map { place in
            configurationFile(
                path: configurationPath(), keys: place == 0 && vocabulary.chance(1, in: 2) ? [key] : [])
        }
    }

    /// What a key may be set to: a number, a word, or a version.
    mutating func value() -> String {
        switch vocabulary.count(0...9) {
        case 0...4: String(vocabulary.number())
        case 5...7: vocabulary.name()
        default: (0..<3).map { _ in String(vocabulary.count(0...29)) }.joined(separator: ".")
        }
    }
}
