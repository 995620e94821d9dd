/// What coined words may not be or contain, so that a search for one finds nothing else and a shell takes none for a
/// program of its own: the words of every wording and sentence, and of the shell.
enum ReservedWords {
    private static let shell =
        "alias break case command continue date done echo else esac eval exec exit export fail false file getopts hash "
        + "kill local make move nano node read readonly remove rename return reset shift sudo sleep test then time times "
        + "tests trap none true type ulimit umask unset until wait while begin patch update conf notes docs config settings"

    /// Every part of four letters or more of a reserved word.
    private static let parts: Set<String> = {
        let texts =
            [shell] + TaskPhrasing.all.map(\.template) + NoteSentences.templates + Courtesies.before
            + Courtesies.after + Confirmations.all
            + Rambling.before + Rambling.after
        var parts: Set<String> = []
        for text in texts {
            for word in text.lowercased().split(whereSeparator: { !$0.isASCII || !$0.isLetter }) {
                let letters = Array(word)
                for begin in letters.indices {
                    for end in letters.indices.dropFirst(begin + 3) { parts.insert(String(letters[begin...end])) }
                }
            }
        }
        return parts
    }()

    /// Whether a coined word, of four letters or more, is one of them or lies within one.
    static func overlap(_ word: String) -> Bool { parts.contains(word) }
}
