public import Foundation

/// A run that this process works on: nobody else does.
public final class HeldRun {
    /// The run as the journal has it.
    public let state: AgentState
    /// Where its events go.
    public let journal: Journal
    /// The folder of the run, for what its tools keep for resuming.
    public let folder: URL
    /// Whether it has just begun.
    public let isNew: Bool
    /// The bytes of a torn last record that were cut off.
    public let cutBytes: Int

    init(state: AgentState, journal: Journal, folder: URL, isNew: Bool, cutBytes: Int) {
        self.state = state
        self.journal = journal
        self.folder = folder
        self.isNew = isNew
        self.cutBytes = cutBytes
    }

    /// The run, recorded in the journal from now on.
    ///
    /// - Parameters:
    ///   - date: now, as ISO 8601; for people.
    ///   - onEvent: told each event when it is recorded, with the state after it.
    /// - Throws: what the journal throws.
    public func go(
        date: String = "", onEvent: @escaping (AgentEvent, AgentState) -> Void = { _, _ in }
    ) throws -> AgentRun {
        // The closure keeps the lock for as long as the run is at work.
        let run = AgentRun(state, appending: { [self] event in try journal.append(event) }, onEvent: onEvent)
        if !isNew, state.ending == nil { try run.record(.resumed(date: date)) }
        return run
    }
}
