import Foundations

/// What an engine takes of the machine's memory where nobody says.
enum EngineMemory {
    /// A quarter of the memory that this program may use.
    static let quarter = Machine.current.memory / 4
}
