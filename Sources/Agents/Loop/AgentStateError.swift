/// An event that cannot follow those before it.
public struct AgentStateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place of the event among the run's events, counted from 0.
    public let index: Int
    /// What could have followed.
    public let expected: String

    public var description: String { "event \(index + 1) is out of order: expected \(expected)" }
}
