/// The value of a figure above which a run has gone astray and is stopped.
public struct ObjectiveLimit: Sendable, Hashable {
    /// The figure's name, or "loss".
    public var name: String
    /// The highest value that is borne.
    public var highest: Double

    public init(_ name: String, highest: Double) {
        self.name = name
        self.highest = highest
    }
}
