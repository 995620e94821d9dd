/// Turns an expression into an automaton.
struct RegexTranslation {
    private let encoding: TextEncoding
    private var automaton = NondeterministicAutomaton()
    /// The automata of sets of many sequences of bytes, so that each is made minimal once.
    private var sets: [CodePointSet: RegularLanguage] = [:]

    init(encoding: TextEncoding) {
        self.encoding = encoding
    }

    mutating func language(
        of node: RegexNode, searching: Bool, limit: Int
    ) throws(LanguageError) -> RegularLanguage {
        let source = try automaton.state()
        let target = try automaton.state()
        let any = RegexNode.repetition(.set(.all), least: 0, most: nil)
        try add(searching ? .sequence([any, node, any]) : node, from: source, to: target)
        return try automaton.language(from: source, to: target, limit: limit)
    }

    private mutating func add(_ node: RegexNode, from source: Int, to target: Int) throws(LanguageError) {
        switch node {
        case .set(let set): try add(set, from: source, to: target)
        case .sequence(let parts):
            var place = source
            for part in parts {
                let next = try automaton.state()
                try add(part, from: place, to: next)
                place = next
            }
            automaton.connect(place, target)
        case .choice(let branches): for branch in branches { try add(branch, from: source, to: target) }
        case .repetition(let part, let least, let most):
            var place = source
            for _ in 0..<least {
                let next = try automaton.state()
                try add(part, from: place, to: next)
                place = next
            }
            if let most {
                for _ in least..<most {
                    automaton.connect(place, target)
                    let next = try automaton.state()
                    try add(part, from: place, to: next)
                    place = next
                }
                automaton.connect(place, target)
            } else {
                let loop = try automaton.state()
                automaton.connect(place, loop)
                try add(part, from: loop, to: loop)
                automaton.connect(loop, target)
            }
        case .language(let language): try automaton.add(language, from: source, to: target)
        case .start: automaton.connect(source, target, if: .atStart)
        case .end: automaton.connect(source, target, if: .atEnd)
        }
    }

    private mutating func add(_ set: CodePointSet, from source: Int, to target: Int) throws(LanguageError) {
        if let known = sets[set] { return try automaton.add(known, from: source, to: target) }
        let sequences = encoding.sequences(of: set)
        if sequences.count > 3 {
            var part = NondeterministicAutomaton()
            let (first, last) = (try part.state(), try part.state())
            for sequence in sequences { try Self.add(sequence, from: first, to: last, in: &part) }
            let language = try part.language(from: first, to: last)
            sets[set] = language
            return try automaton.add(language, from: source, to: target)
        }
        for sequence in sequences { try Self.add(sequence, from: source, to: target, in: &automaton) }
    }

    private static func add(
        _ sequence: [ClosedRange<UInt8>], from source: Int, to target: Int,
        in automaton: inout NondeterministicAutomaton
    ) throws(LanguageError) {
        var place = source
        for bytes in sequence.dropLast() {
            let next = try automaton.state()
            automaton.connect(place, next, on: bytes)
            place = next
        }
        if let bytes = sequence.last { automaton.connect(place, target, on: bytes) }
    }
}
