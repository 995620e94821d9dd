/// What a person says of the two answers that are shown.
enum CompareChoice: Equatable {
    case a, b, tie, skip
}
