/// What a line of a file of preferences holds.
enum Preference {
    case pair(PreferencePair)
    case judged(JudgedAnswer)
}
