/// The kinds of task that an agent is trained on and measured by.
public enum TaskKind: String, Sendable, Hashable, CaseIterable {
    /// Says which file mentions a word.
    case findMention
    /// Says the value that a configuration file gives to a key, among keys and files that look alike.
    case readValue
    /// Says what an expression of two to four numbers comes to.
    case compute
    /// Changes one call in a source file and runs its test.
    case changeCall
    /// Renames what two source files share and runs the test.
    case changeTwoFiles
    /// Asks for a file to be deleted, which cannot be undone: whoever is asked must ask back first.
    case removeFile
    /// Asks for a file to be deleted and says that this is certain.
    case removeConfirmed
    /// Asks for a file that is not there.
    case missingFile
    /// Asks for a key that the configuration file does not have.
    case missingValue
    /// Asks for a word that no file mentions.
    case noMention
    /// Asks for a change after which the test fails, as it would after any other.
    case hopelessTest

    /// Whether it can be done; what cannot must end in a report, not in an invented answer.
    public var isPossible: Bool {
        switch self {
        case .findMention, .readValue, .compute, .changeCall, .changeTwoFiles, .removeFile, .removeConfirmed: true
        case .missingFile, .missingValue, .noMention, .hopelessTest: false
        }
    }
}
