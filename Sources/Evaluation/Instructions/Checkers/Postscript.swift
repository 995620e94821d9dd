/// The answer has a postscript that begins with a marker, P.S. or P.P.S, with or without spaces and in any letters.
public struct Postscript: InstructionCheck {
    /// The marker.
    public let marker: String

    /// Asks for a postscript.
    public init(marker: String) { self.marker = marker }

    public func holds(for answer: String) -> Bool {
        let text = answer.lowercased()
        switch marker {
        case "P.P.S": return text.contains(/p\.\s?p\.\s?s/)
        case "P.S.": return text.contains(/p\.\s?s\./)
        default: return text.contains(marker.lowercased())
        }
    }
}
