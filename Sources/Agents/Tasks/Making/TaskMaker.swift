import Foundations
import Tokenization

/// Makes one task; each kind has an extension of its own.
struct TaskMaker {
    var vocabulary: TaskVocabulary
    let phrasings: PhrasingSet

    init(split: TaskSplit, phrasings: PhrasingSet, seed: UInt64) {
        vocabulary = TaskVocabulary(split: split, seed: seed)
        self.phrasings = phrasings
    }

    /// A task of this kind; nil where what was drawn does not fit together, and must be drawn anew.
    mutating func task(of kind: TaskKind) -> AgentTask? {
        switch kind {
        case .findMention: findMention()
        case .noMention: noMention()
        case .readValue: readValue()
        case .missingValue: missingValue()
        case .compute: compute()
        case .changeCall: changeCall(.changeCall)
        case .hopelessTest: changeCall(.hopelessTest)
        case .changeTwoFiles: changeTwoFiles()
        case .missingFile: missingFile()
        case .removeFile: remove(isConfirmed: false)
        case .removeConfirmed: remove(isConfirmed: true)
        }
    }

    /// A wording of a topic.
    mutating func phrasing(_ topic: TaskPhrasing.Topic) -> TaskPhrasing {
        vocabulary.pick(TaskPhrasing.of(topic, phrasings))
    }

    /// The goal in a wording; where wordings are trained, now and then with words of courtesy around it, so that a model
    /// learns to look for what is asked among what is not.
    mutating func goal(_ phrasing: TaskPhrasing, _ places: [(name: String, text: String)]) -> String {
        let goal = phrasing.goal(places)
        guard phrasing.set == .trained, vocabulary.chance(2, in: 5) else { return goal }
        switch vocabulary.count(0...3) {
        case 0...1: return vocabulary.pick(Courtesies.before) + " " + goal
        case 2: return goal + " " + vocabulary.pick(Courtesies.after)
        default: return vocabulary.pick(Courtesies.before) + " " + goal + " " + vocabulary.pick(Courtesies.after)
        }
    }

    /// A word as people set it off in a sentence.
    mutating func setOff(_ word: String) -> String {
        let mark = vocabulary.pick(["\"", "\"", "`", "`", "'", ""])
        return mark + word + mark
    }

    /// The path of a new file that a person writes into.
    mutating func notePath() -> String {
        vocabulary.pick(["notes", "docs"]) + "/" + vocabulary.word() + vocabulary.pick([".txt", ".md"])
    }

    /// The path of a new file of settings.
    mutating func configurationPath() -> String {
        vocabulary.pick(["conf", "settings"]) + "/" + vocabulary.word() + vocabulary.pick([".ini", ".conf", ".yaml"])
    }

    /// A file of notes with new words.
    mutating func noteFile() -> TaskFile {
        let path = notePath()
        let lines = (0..<vocabulary.count(3...6)).map { _ in NoteSentences.line(&vocabulary) }
        return TaskFile(path: path, lines: lines)
    }

    /// Files that have nothing to do with the task.
    mutating func otherFiles(_ range: ClosedRange<Int>) -> [TaskFile] {
        (0..<vocabulary.count(range)).map { _ in
            vocabulary.chance(2, in: 3)
                ? noteFile() : configurationFile(path: configurationPath(), keys: [vocabulary.name()])
        }
    }
}
