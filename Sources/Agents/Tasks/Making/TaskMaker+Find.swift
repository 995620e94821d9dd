extension TaskMaker {
    /// One of two to five files mentions the word, on one line.
    mutating func findMention() -> AgentTask? {
        let word = vocabulary.word()
        let target: TaskFile
        if vocabulary.chance(3, in: 4) {
            let path = notePath()
            let count = vocabulary.count(3...6)
            let place = vocabulary.count(0...count - 1)
            let lines = (0..<count).map { NoteSentences.line(thing: $0 == place ? word : nil, &vocabulary) }
            target = TaskFile(path: path, lines: lines)
            // A sentence without a thing would leave the word out.
            guard target.content.contains(word) else { return nil }
        } else {
            target = configurationFile(path: configurationPath(), keys: [word])
        }
        let files = otherFiles(1...4) + [target]
        let phrasing = phrasing(.find)
        return AgentTask(
            kind: .findMention, goal: goal(phrasing, [("word", setOff(word))]), phrasing: phrasing.id, files: files,
            outcome: .answer(slot: .path, expected: target.path), solution: [ExpertCall.search(word)],
            answer: ExpertAnswer.mention(in: target.path))
    }

    /// No file mentions the word.
    mutating func noMention() -> AgentTask? {
        let word = vocabulary.word()
        let files = otherFiles(2...5)
        let phrasing = phrasing(.find)
        return AgentTask(
            kind: .noMention, goal: goal(phrasing, [("word", setOff(word))]), phrasing: phrasing.id, files: files,
            outcome: .report(tolerated: [], evidence: .looked),
            solution: [ExpertCall.search(word), ExpertCall.giveUp(.noMention)], answer: nil)
    }
}
