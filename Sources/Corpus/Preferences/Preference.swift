/// What a line of a file of preferences holds.
enum Preference {
    case pair(PreferencePair)
    case judged(JudgedAnswer)
    /// A pair that a person could not, or did not want to, decide.
    case undecided
}
