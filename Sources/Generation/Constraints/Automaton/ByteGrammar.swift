/// What may be written, byte by byte: lexemes, and rules that put them together.
///
/// From every state that is reached, a text can be completed: rules without texts are no part of a grammar.
package struct ByteGrammar: Sendable {
    private(set) var rules: [GrammarRule] = []
    private(set) var lexemes: [Lexeme] = []
    private var lexemeNumbers: [Lexeme: Int] = [:]
    /// For each lexeme, how many texts there are from each state; nil for infinitely many, empty where nobody asks.
    private(set) var textCounts: [[Int?]] = []
    /// For each rule, how deep its flattest text is nested, and how many bytes its shortest text has.
    private(set) var minimumDepths: [Int] = []
    private(set) var minimumLengths: [Int] = []
    /// The rule of the whole text.
    package var root = 0
    /// How deep arrays and objects may be nested.
    let depthLimit: Int

    static let unreachable = Int.max / 4

    private(set) var comma = 0
    private(set) var colon = 0
    private(set) var openBracket = 0
    private(set) var closeBracket = 0
    private(set) var openBrace = 0
    private(set) var closeBrace = 0

    /// A grammar without rules.
    init(depthLimit: Int = JSONSchema.depthLimit) {
        self.depthLimit = depthLimit
        comma = add(literal: ", ")
        colon = add(literal: ": ")
        openBracket = add(literal: "[")
        closeBracket = add(literal: "]")
        openBrace = add(literal: "{")
        closeBrace = add(literal: "}")
    }

    mutating func add(_ lexeme: Lexeme) -> Int {
        if let known = lexemeNumbers[lexeme] { return known }
        lexemes.append(lexeme)
        textCounts.append([])
        lexemeNumbers[lexeme] = lexemes.count - 1
        return lexemes.count - 1
    }

    /// A lexeme whose texts are counted, so that some can be excluded.
    mutating func add(key language: RegularLanguage) -> Int {
        let lexeme = add(.regular(language))
        if textCounts[lexeme].isEmpty { textCounts[lexeme] = language.textCounts() }
        return lexeme
    }

    mutating func add(literal text: String) -> Int { add(literal: Array(text.utf8)) }

    mutating func add(literal bytes: [UInt8]) -> Int { add(.regular(RegularLanguage(literal: bytes))) }

    mutating func add(_ rule: GrammarRule) -> Int {
        rules.append(rule)
        return rules.count - 1
    }

    mutating func replace(_ index: Int, with rule: GrammarRule) { rules[index] = rule }

    /// Whether the text of a rule finds room inside so many arrays and objects.
    func fits(_ rule: Int, depth: Int) -> Bool { depth + minimumDepths[rule] <= depthLimit }

    // MARK: What rules need

    /// Works out depths and lengths, by going round until nothing changes.
    mutating func finish() {
        minimumDepths = [Int](repeating: Self.unreachable, count: rules.count)
        minimumLengths = minimumDepths
        var isChanged = true
        while isChanged {
            isChanged = false
            // Backwards, since rules mostly refer to later ones.
            for index in rules.indices.reversed() {
                let depth = min(depth(of: rules[index]), Self.unreachable)
                let length = min(length(of: rules[index]), Self.unreachable)
                if depth < minimumDepths[index] { (minimumDepths[index], isChanged) = (depth, true) }
                if length < minimumLengths[index] { (minimumLengths[index], isChanged) = (length, true) }
            }
        }
    }

    private func depth(of rule: GrammarRule) -> Int {
        switch rule {
        case .lexeme(let lexeme): return lexemes[lexeme].isEmpty ? Self.unreachable : 0
        case .choice(let branches): return branches.reduce(Self.unreachable) { min($0, minimumDepths[$1]) }
        case .sequence(let parts): return parts.reduce(0) { max($0, minimumDepths[$1]) }
        case .repetition(let item, let least, _): return least == 0 ? 0 : minimumDepths[item]
        case .array(let array): return depth(of: array)
        case .object(let object):
            var depth = 0
            for member in object.members where member.isRequired { depth = max(depth, minimumDepths[member.rule]) }
            let isPossible = { (rule: Int) in minimumDepths[rule] < Self.unreachable }
            guard hasRoom(object, next: 0, count: 0, isPossible) else { return Self.unreachable }
            // What else must come is taken to be the deepest of all.
            if object.least > object.members.count(where: \.isRequired) {
                for rule in object.members.map(\.rule) + object.others.map(\.rule) where isPossible(rule) {
                    depth = max(depth, minimumDepths[rule])
                }
            }
            return depth + 1
        }
    }

    private func depth(of array: ArrayRule) -> Int {
        func least(_ first: Int?, _ second: Int?) -> Int {
            min(
                first.map { minimumDepths[$0] } ?? Self.unreachable,
                second.map { minimumDepths[$0] } ?? Self.unreachable)
        }
        let isPossible = { (rule: Int) in minimumDepths[rule] < Self.unreachable }
        guard array.feasibility(isPossible).canFinish(count: 0, matched: 0) else { return Self.unreachable }
        var depth = 0
        // Where some must fit a further schema, all places are taken to be needed.
        let places = array.needed > 0 || array.allowed != nil ? array.prefix.count : array.least
        for index in 0..<min(places, array.prefix.count) {
            let own = least(array.prefix[index], array.matching(index))
            if own < Self.unreachable { depth = max(depth, own) }
        }
        if array.least > array.prefix.count || array.needed > 0 {
            let own = least(array.needed > 0 ? nil : array.rest, array.matchingRest)
            if own < Self.unreachable { depth = max(depth, own) }
        }
        return depth + 1
    }

    private func length(of rule: GrammarRule) -> Int {
        func sum(_ left: Int, _ right: Int) -> Int { min(left + right, Self.unreachable) }
        switch rule {
        case .lexeme(let lexeme):
            return lexemes[lexeme].isEmpty ? Self.unreachable : lexemes[lexeme].distance(lexemes[lexeme].start)
        case .choice(let branches): return branches.reduce(Self.unreachable) { min($0, minimumLengths[$1]) }
        case .sequence(let parts): return parts.reduce(0) { sum($0, minimumLengths[$1]) }
        case .repetition(let item, let least, _):
            if least == 0 { return 0 }
            return minimumLengths[item] >= Self.unreachable / least ? Self.unreachable : least * minimumLengths[item]
        case .array(let array): return sum(remainder(of: array, count: 0, matched: 0), 1)
        case .object(let object): return sum(remainder(of: object, next: 0, count: 0), 1)
        }
    }
}
