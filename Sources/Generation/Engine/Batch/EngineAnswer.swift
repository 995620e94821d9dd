/// What a request gives that has one answer, at its end.
package enum EngineAnswer: Sendable {
    /// What beam search found, best first.
    case beams([BeamHypothesis])
    /// The vector of a text.
    case embedding([Float])
}
