/// What coined words may not be or contain, so that a search for one finds nothing else and a shell takes none for a
/// program of its own: the words of every wording and sentence, and of the shell.
enum ReservedWords {
    private static let shell =
        "alias break case command continue date done echo else esac eval exec exit export fail false file getopts hash "
        + "kill local make move nano node read readonly remove rename return reset shift sudo sleep test then time times "
        + "tests trap none true type ulimit umask unset until wait while begin patch update conf notes docs config settings"

    private static let all: Set<String> = {
        var words = Set(shell.split(separator: " ").map(String.init))
        let texts = TaskPhrasing.all.map(\.template) + NoteSentences.templates
        for text in texts {
            for word in text.lowercased().split(whereSeparator: { !$0.isASCII || !$0.isLetter }) where word.count >= 4 {
                words.insert(String(word))
            }
        }
        return words
    }()

    /// Whether a coined word is one of them or lies within one.
    static func overlap(_ word: String) -> Bool {
        all.contains(word) || all.contains { $0.contains(word) }
    }
}
