/// Why a set of texts cannot be held as an automaton.
package enum LanguageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Its automaton has more states than are allowed.
    case tooManyStates(limit: Int)

    package var description: String {
        switch self {
        case .tooManyStates(let limit): "its automaton would have more than \(limit) states"
        }
    }
}
