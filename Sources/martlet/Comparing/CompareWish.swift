/// What a key or a line means while answers are compared.
enum CompareWish: Equatable {
    case choice(CompareChoice)
    /// Takes the last judgement back.
    case undo
    case quit
    /// The input has ended.
    case end
    /// Ctrl-C.
    case interrupted
    /// Shows the answers again.
    case redraw
    /// Something that means nothing; the text says what does.
    case mistake(String)

    /// The meaning of a letter, or of the word that it stands for; case does not matter.
    init?(_ word: String) {
        switch word.lowercased() {
        case "a": self = .choice(.a)
        case "b": self = .choice(.b)
        case "t", "tie": self = .choice(.tie)
        case "s", "skip": self = .choice(.skip)
        case "u", "undo": self = .undo
        case "q", "quit": self = .quit
        default: return nil
        }
    }

    static let letters = "a, b, t (tie), s (skip), u (undo) or q (quit)"
}
