import Foundations

/// Expands the templates of one story into text.
struct StoryWriter {
    private let grammar: StoryGrammar
    private let cast: StoryCast
    private var random: SplitMix64
    /// Which alternatives of each rule this story has used already, so that it does not repeat itself.
    private var used: [UInt64]
    private(set) var bytes: [UInt8] = []
    private var pendingSpace = false
    private var pendingCapital = false
    private var pendingArticle = false

    init(grammar: StoryGrammar, cast: StoryCast, random: SplitMix64) {
        self.grammar = grammar
        self.cast = cast
        self.random = random
        used = Array(repeating: 0, count: grammar.rules.count)
        bytes.reserveCapacity(1536)
    }

    /// Writes one alternative of a rule, one that this story has not used yet where there is one.
    mutating func write(rule: Int) {
        let alternatives = grammar.rules[rule]
        let all: UInt64 = alternatives.count >= 64 ? .max : 1 << UInt64(alternatives.count) - 1
        if used[rule] & all == all { used[rule] = 0 }
        var choice = random.next(below: alternatives.count)
        while used[rule] >> UInt64(choice) & 1 == 1 { choice = (choice + 1) % alternatives.count }
        used[rule] |= 1 << UInt64(choice)
        write(alternatives[choice])
    }

    private mutating func write(_ template: StoryTemplate) {
        for node in template.nodes {
            switch node {
            case .text(let text): write(text)
            case .space: pendingSpace = true
            case .paragraph:
                pendingSpace = false
                bytes.append(UInt8(ascii: "\n"))
            case .capital: pendingCapital = true
            case .article:
                // Whether it is "a" or "an" shows when the next word comes.
                write([UInt8(ascii: "a")])
                pendingArticle = true
            case .slot(let role, let form):
                guard let words = cast.entity(for: role)?.template(for: form) else {
                    preconditionFailure(
                        "a story lacks {\(grammar.names.roles.names[role]).\(grammar.names.forms.names[form])}")
                }
                write(words)
            case .choice(let alternatives): write(alternatives[random.next(below: alternatives.count)])
            case .rule(let number, let isOptional):
                if !isOptional || random.next(below: 2) == 0 { write(rule: number) }
            }
        }
    }

    private mutating func write(_ text: [UInt8]) {
        if pendingArticle {
            pendingArticle = false
            if EnglishNoun.takesAn(text) { bytes.append(UInt8(ascii: "n")) }
        }
        if pendingSpace {
            pendingSpace = false
            if let last = bytes.last, last != UInt8(ascii: "\n"), last != UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: " "))
            }
        }
        // "Tom, a boy from next door," may turn out to end its sentence.
        if let first = text.first, ".,?!".utf8.contains(first), bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
        bytes.append(contentsOf: text)
        if pendingCapital {
            pendingCapital = false
            let first = bytes.count - text.count
            if UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[first] { bytes[first] -= 0x20 }
        }
    }
}
