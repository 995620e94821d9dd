/// A part of a grammar that an automaton without memory recognises: a literal, a string, a number, a pattern.
///
/// States are whole numbers; -1 is where no text goes on.
enum Lexeme: Sendable, Hashable {
    case regular(RegularLanguage)
    /// A JSON string of so many characters. The automaton would have a state for each count, so that the counts are
    /// kept beside the state of the uncounted string.
    case string(least: Int, most: Int?)

    /// The longest lengths that are counted; no text that is decoded is as long.
    static let countLimit = 1 << 26

    /// A JSON string in canonical style.
    static let anyString = Lexeme.regular(jsonString)

    static var allStrings: RegularLanguage { jsonString }

    private static let jsonString: RegularLanguage = {
        let characters = RegexNode.repetition(.set(.all), least: 0, most: nil)
        guard let language = try? characters.language(encoding: .json, quoted: true) else {
            preconditionFailure("the automaton of JSON strings has few states")
        }
        return language
    }()
    /// The state between two characters of a string.
    private static let between = jsonString.next(RegularLanguage.start, UInt8(ascii: "\""))

    // A counted state: 8 bits of the string's state, 27 of characters that must still come, and above them one more
    // than may still come, or 0 without a limit.
    private static let leastShift = 8
    private static let mostShift = 35
    private static let countMask = 1 << 27 - 1

    private static func pack(_ base: Int, _ least: Int, _ most: Int) -> Int {
        base | least << leastShift | most << mostShift
    }

    /// The state of the empty text.
    var start: Int {
        switch self {
        case .regular: RegularLanguage.start
        case .string(let least, let most):
            Self.pack(
                RegularLanguage.start, min(least, Self.countLimit), most.map { min($0, Self.countLimit) + 1 } ?? 0)
        }
    }

    /// Whether there is no text.
    var isEmpty: Bool {
        switch self {
        case .regular(let language): language.isEmpty
        case .string(let least, let most): least > most ?? .max
        }
    }

    /// The state behind `byte`.
    @inline(__always)
    func next(_ state: Int, _ byte: UInt8) -> Int {
        switch self {
        case .regular(let language): language.next(state, byte)
        case .string: Self.nextCounted(state, byte)
        }
    }

    static func nextCounted(_ state: Int, _ byte: UInt8) -> Int {
        let base = state & 0xFF
        let next = jsonString.next(base, byte)
        guard next >= 0, base == between else { return next < 0 ? -1 : state & ~0xFF | next }
        var least = state >> leastShift & countMask
        var most = state >> mostShift
        if byte == UInt8(ascii: "\"") { return least == 0 ? next : -1 }
        if most == 1 { return -1 }
        if most > 1 { most -= 1 }
        if least > 0 { least -= 1 }
        return pack(next, least, most)
    }

    /// Whether the text may end.
    @inline(__always)
    func accepts(_ state: Int) -> Bool {
        switch self {
        case .regular(let language): language.accepting[state]
        case .string: Self.jsonString.accepting[state & 0xFF]
        }
    }

    /// Whether the text may go on.
    func continues(_ state: Int) -> Bool {
        switch self {
        case .regular(let language): language.continues[state]
        case .string: Self.jsonString.continues[state & 0xFF]
        }
    }

    /// The bytes that are needed at least.
    func distance(_ state: Int) -> Int {
        switch self {
        case .regular(let language): Int(language.distances[state])
        case .string: Int(Self.jsonString.distances[state & 0xFF]) + state >> Self.leastShift & Self.countMask
        }
    }

    /// The same for all states that no text of `length` bytes tells apart.
    func blurred(_ state: Int, beyond length: Int) -> Int {
        guard case .string = self else { return state }
        let most = state >> Self.mostShift
        return Self.pack(
            state & 0xFF, min(state >> Self.leastShift & Self.countMask, length), most > length + 1 ? 0 : most)
    }
}
