/// What is unfinished on one level of a text that is being written.
enum AutomatonFrame: Hashable, Sendable {
    /// A value that has not begun, inside so many arrays and objects.
    case value(rule: Int, depth: Int)
    /// One of the literals `low ..< high`, of which `position` bytes are written.
    case literal(low: Int, high: Int, position: Int)
    case string(StringProgress)
    case number(NumberRange, NumberProgress)
    /// An array with so many elements; those that make no difference any more are not counted.
    case array(rule: Int, count: Int, depth: Int)
    /// An object whose next member is `next` or a later one.
    case object(rule: Int, next: Int, isEmpty: Bool, depth: Int)
    case sequence(rule: Int, next: Int, depth: Int)
}

/// The unfinished levels of a text, the innermost first: a list that shares its tail.
final class AutomatonStack: Hashable, Sendable {
    let frame: AutomatonFrame
    let below: AutomatonStack?
    private let hash: Int

    init(_ frame: AutomatonFrame, on below: AutomatonStack?) {
        self.frame = frame
        self.below = below
        var hasher = Hasher()
        hasher.combine(frame)
        hasher.combine(below?.hash)
        hash = hasher.finalize()
    }

    static func == (left: AutomatonStack, right: AutomatonStack) -> Bool {
        left === right || (left.hash == right.hash && left.frame == right.frame && left.below == right.below)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}
