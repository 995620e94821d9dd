/// What is unfinished on one level of a text that is being written.
enum AutomatonFrame: Hashable, Sendable {
    /// A value that has not begun, inside so many arrays and objects.
    case value(rule: Int, depth: Int)
    case lexeme(Int, state: Int)
    case sequence(rule: Int, next: Int, depth: Int)
    case repetition(rule: Int, count: Int, depth: Int)
    /// An array with so many elements, of which so many are known to fit the further schema; counts that make no
    /// difference any more stand still.
    case array(rule: Int, count: Int, matched: Int, depth: Int)
    /// An object whose next named member is `next` or a later one, with the keys of its other members.
    case object(rule: Int, next: Int, count: Int, keys: KeyList?, depth: Int)
    /// The key of a member that the schema does not name.
    case key(KeyProgress)
}

/// The keys that an object has already, the last one first: a list that shares its tail.
final class KeyList: Hashable, Sendable {
    let key: [UInt8]
    let tail: KeyList?
    let count: Int
    private let hash: Int

    init(_ key: [UInt8], _ tail: KeyList?) {
        self.key = key
        self.tail = tail
        count = 1 + (tail?.count ?? 0)
        var hasher = Hasher()
        hasher.combine(key)
        hasher.combine(tail?.hash)
        hash = hasher.finalize()
    }

    /// The most keys of one object; at that many it closes.
    static let countLimit = 1000

    static func == (left: KeyList, right: KeyList) -> Bool {
        left === right || (left.hash == right.hash && left.key == right.key && left.tail == right.tail)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// A key of which some bytes are written; no key comes twice in one object.
struct KeyProgress: Hashable, Sendable {
    let lexeme: Int
    var state: Int
    var written: [UInt8]
    /// The rule of the member's value.
    let rule: Int
    let depth: Int
    let excluded: KeyList?
}

/// The unfinished levels of a text, the innermost first: a list that shares its tail.
final class AutomatonStack: Hashable, Sendable {
    let frame: AutomatonFrame
    let below: AutomatonStack?
    let height: Int
    private let hash: Int

    /// The most levels; deeper forms are not followed.
    static let heightLimit = 1000

    init(_ frame: AutomatonFrame, on below: AutomatonStack?) {
        self.frame = frame
        self.below = below
        height = 1 + (below?.height ?? 0)
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
