extension ByteGrammar {
    /// The forms of a text that is being written: each ends in a frame that takes bytes; nil is a complete text.
    typealias Threads = [AutomatonStack?]

    /// At the beginning of a text.
    var start: Threads {
        var collector = ThreadCollector()
        settle(AutomatonStack(.value(rule: root, depth: 0), on: nil), into: &collector)
        return collector.threads
    }

    /// Goes one byte on with one form.
    func step(_ stack: AutomatonStack, _ byte: UInt8, into result: inout ThreadCollector) {
        switch stack.frame {
        case .lexeme(let index, let state):
            let lexeme = lexemes[index]
            let next = lexeme.next(state, byte)
            guard next >= 0 else { return }
            if lexeme.continues(next) {
                result.add(AutomatonStack(.lexeme(index, state: next), on: stack.below))
            }
            if lexeme.accepts(next) { settle(stack.below, into: &result) }
        case .key(let progress):
            guard let next = advance(progress, byte) else { return }
            if lexemes[next.lexeme].continues(next.state), canGoOn(next) {
                result.add(AutomatonStack(.key(next), on: stack.below))
            }
            if canEnd(next) { settle(afterKey(next, on: stack.below), into: &result) }
        case .value, .sequence, .repetition, .array, .object: return
        }
    }

    /// Adds the states that take the next byte after `stack`.
    func settle(_ stack: AutomatonStack?, into result: inout ThreadCollector) {
        guard let stack else { return result.add(nil) }
        guard stack.height <= AutomatonStack.heightLimit else { return }
        let below = stack.below
        switch stack.frame {
        case .lexeme(let index, let state):
            let lexeme = lexemes[index]
            if lexeme.continues(state) { result.add(stack) }
            // Only a lexeme that has not begun comes here: one that may be empty.
            if lexeme.accepts(state) { settle(below, into: &result) }
        case .key: result.add(stack)
        case .value(let rule, let depth): begin(rule, depth, below, into: &result)
        case .sequence(let rule, let next, let depth):
            guard case .sequence(let parts) = rules[rule] else { return }
            guard next < parts.count else { return settle(below, into: &result) }
            // Nothing stays below the last part, so that rules that end in themselves need no room.
            let rest =
                next + 1 < parts.count
                ? AutomatonStack(.sequence(rule: rule, next: next + 1, depth: depth), on: below) : below
            begin(parts[next], depth, rest, into: &result)
        case .repetition(let rule, let count, let depth):
            guard case .repetition(let item, let least, let most) = rules[rule] else { return }
            if count >= least { settle(below, into: &result) }
            guard count < most ?? .max else { return }
            let next = most == nil ? min(count + 1, least) : count + 1
            let rest = AutomatonStack(.repetition(rule: rule, count: next, depth: depth), on: below)
            // An item that may be empty would go round for ever where the count stands still.
            guard result.enter(AutomatonStack(.repetition(rule: rule, count: 0, depth: depth), on: below)) else {
                return
            }
            begin(item, depth, rest, into: &result)
        case .array(let rule, let count, let matched, let depth):
            settleArray(rule, count, matched, depth, below, into: &result)
        case .object: settleObject(stack, into: &result)
        }
    }

    func begin(_ rule: Int, _ depth: Int, _ below: AutomatonStack?, into result: inout ThreadCollector) {
        switch rules[rule] {
        case .lexeme(let index): settle(lexeme(index, on: below), into: &result)
        case .choice(let branches):
            for branch in branches where fits(branch, depth: depth) { begin(branch, depth, below, into: &result) }
        case .sequence:
            settle(AutomatonStack(.sequence(rule: rule, next: 0, depth: depth), on: below), into: &result)
        case .repetition:
            settle(AutomatonStack(.repetition(rule: rule, count: 0, depth: depth), on: below), into: &result)
        case .array:
            let array = AutomatonStack(.array(rule: rule, count: 0, matched: 0, depth: depth + 1), on: below)
            result.add(lexeme(openBracket, on: array))
        case .object:
            let object = AutomatonStack(
                .object(rule: rule, next: 0, count: 0, keys: nil, depth: depth + 1), on: below)
            result.add(lexeme(openBrace, on: object))
        }
    }

    func lexeme(_ index: Int, on below: AutomatonStack?) -> AutomatonStack {
        AutomatonStack(.lexeme(index, state: lexemes[index].start), on: below)
    }
}
