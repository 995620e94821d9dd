import Foundations

/// A plain recogniser of grammars: what is left of a text, tried in every way.
indirect enum ReferenceGrammar {
    case characters(@Sendable (Unicode.Scalar) -> Bool)
    case text(String)
    case rule(Int)
    case sequence([ReferenceGrammar])
    case choice([ReferenceGrammar])
    case repetition(ReferenceGrammar, least: Int, most: Int?)
}

/// Recognises texts with ``ReferenceGrammar`` rules, the first of which is the root.
struct ReferenceRecogniser {
    let rules: [ReferenceGrammar]
    let text: [Unicode.Scalar]
    /// Whether some way of reading reached the end of the text and wanted more.
    private var isExhausted = false
    private var known: [[Int]: Set<Int>] = [:]
    private var exhausting: Set<[Int]> = []

    init(_ rules: [ReferenceGrammar], _ text: String) {
        self.rules = rules
        self.text = Array(text.unicodeScalars)
    }

    /// Whether the text is one of the grammar, and whether it is the beginning of one.
    static func read(_ text: String, _ rules: [ReferenceGrammar]) -> (isWhole: Bool, isBeginning: Bool) {
        var recogniser = ReferenceRecogniser(rules, text)
        let ends = recogniser.ends(.rule(0), 0)
        let isWhole = ends.contains(recogniser.text.count)
        return (isWhole, isWhole || recogniser.isExhausted)
    }

    private mutating func ends(_ expression: ReferenceGrammar, _ start: Int) -> Set<Int> {
        switch expression {
        case .characters(let fits):
            guard start < text.count else {
                isExhausted = true
                return []
            }
            return fits(text[start]) ? [start + 1] : []
        case .text(let literal):
            var place = start
            for scalar in literal.unicodeScalars {
                guard place < text.count else {
                    isExhausted = true
                    return []
                }
                guard text[place] == scalar else { return [] }
                place += 1
            }
            return [place]
        case .rule(let index):
            if let found = known[[index, start]] { return found }
            let found = ends(rules[index], start)
            known[[index, start]] = found
            return found
        case .sequence(let parts):
            var places: Set<Int> = [start]
            for part in parts { places = places.reduce(into: []) { $0.formUnion(ends(part, $1)) } }
            return places
        case .choice(let parts): return parts.reduce(into: []) { $0.formUnion(ends($1, start)) }
        case .repetition(let part, let least, let most):
            var found: Set<Int> = least == 0 ? [start] : []
            var places: Set<Int> = [start]
            var count = 0
            while !places.isEmpty, count < most ?? .max, count <= least + text.count + 1 {
                places = places.reduce(into: []) { $0.formUnion(ends(part, $1)) }
                count += 1
                if count >= least { found.formUnion(places) }
            }
            return found
        }
    }
}

/// Random grammars, in GBNF and for the recogniser.
struct RandomGrammar {
    var generator: SplitMix64
    private let ruleCount: Int

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        ruleCount = 1 + generator.next(below: 4)
    }

    mutating func make() -> (text: String, rules: [ReferenceGrammar]) {
        var lines: [String] = []
        var rules: [ReferenceGrammar] = []
        for index in 0..<ruleCount {
            let (text, rule) = choice(depth: 2)
            lines.append("\(index == 0 ? "root" : "rule-\(index)") ::= \(text) # rule \(index)")
            rules.append(rule)
        }
        return (lines.joined(separator: "\n"), rules)
    }

    private mutating func choice(depth: Int) -> (String, ReferenceGrammar) {
        let branches = (0..<(1 + generator.next(below: 3))).map { _ in sequence(depth: depth) }
        return (branches.map(\.0).joined(separator: " | "), .choice(branches.map(\.1)))
    }

    private mutating func sequence(depth: Int) -> (String, ReferenceGrammar) {
        let parts = (0..<(1 + generator.next(below: 3))).map { _ in item(depth: depth) }
        return (parts.map(\.0).joined(separator: " "), .sequence(parts.map(\.1)))
    }

    private mutating func item(depth: Int) -> (String, ReferenceGrammar) {
        var (text, rule) = atom(depth: depth)
        let limits: [(String, Int, Int?)] = [
            ("*", 0, nil), ("+", 1, nil), ("?", 0, 1), ("{2}", 2, 2), ("{1,2}", 1, 2), ("{2,}", 2, nil),
        ]
        if generator.next(below: 4) == 0 {
            let limit = limits[generator.next(below: limits.count)]
            text += limit.0
            rule = .repetition(rule, least: limit.1, most: limit.2)
        }
        return (text, rule)
    }

    private mutating func atom(depth: Int) -> (String, ReferenceGrammar) {
        switch generator.next(below: depth > 0 ? 8 : 7) {
        case 0: return (#""the""#, .text("the"))
        case 1: return (#""a""#, .text("a"))
        case 2: return (#""\u00e9\n""#, .text("é\n"))
        case 3: return ("[a-c]", .characters { ("a"..."c").contains($0) })
        case 4: return (#"[^a\]]"#, .characters { $0 != "a" && $0 != "]" })
        case 5, 6:
            let index = generator.next(below: ruleCount)
            return (index == 0 ? "root" : "rule-\(index)", .rule(index))
        default:
            let (text, rule) = choice(depth: depth - 1)
            return ("(\(text))", rule)
        }
    }
}
