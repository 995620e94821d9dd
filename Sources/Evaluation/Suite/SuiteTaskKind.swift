/// The kinds of tasks that a suite may have, by the names of the command line.
public enum SuiteTaskKind: String, Sendable, Hashable, CaseIterable {
    /// Pairs of sentences.
    case blimp
    /// Questions with given answers.
    case multipleChoice = "multiple-choice"
    /// Whole texts.
    case bitsPerByte = "bits-per-byte"
    /// Problems in words.
    case gsm8k
    /// Instructions that a program can check.
    case ifeval

    /// The settings that a task of this kind may have beside kind, name, data and limit.
    var settings: [SuiteSetting] {
        switch self {
        case .blimp: []
        case .multipleChoice: [.shots, .shotsFrom]
        case .bitsPerByte: [.window, .overlap]
        case .gsm8k: [.shots, .shotsFrom, .maxTokens, .plain]
        case .ifeval: [.maxTokens, .plain]
        }
    }
}
