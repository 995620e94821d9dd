/// A text of a ``ByteGrammar`` that is being written byte by byte.
///
/// A value type: copies go on independently. From every state that ``advance(_:)`` accepts, the text can be completed.
/// Where the grammar leaves open which of several forms a text will take, all are followed side by side.
package struct ByteAutomaton: Sendable {
    /// The most forms that are followed at once; of more, the first ones go on. What is written still fits.
    static let threadLimit = 256

    private let grammar: ByteGrammar
    /// Each ends in a frame that takes bytes; nil is a complete text.
    private var threads: [AutomatonStack?] = []

    /// At the beginning of a text.
    package init(_ grammar: ByteGrammar) {
        self.grammar = grammar
        settle(AutomatonStack(.value(rule: grammar.root, depth: 0), on: nil), into: &threads)
    }

    /// Whether the text may end here.
    package var isComplete: Bool { threads.contains { $0 == nil } }

    /// Whether the text must end here.
    package var isFinished: Bool { threads.allSatisfy { $0 == nil } }

    /// Goes one byte on; false, and unchanged, where no text of the grammar goes on like this.
    package mutating func advance(_ byte: UInt8) -> Bool {
        var next: [AutomatonStack?] = []
        for thread in threads {
            if let thread { step(thread, byte, into: &next) }
        }
        guard !next.isEmpty else { return false }
        threads = next
        return true
    }

    /// Goes over all `bytes`; false where they cannot all be written, with the state then undefined.
    package mutating func advance(over bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where !advance(byte) { return false }
        return true
    }

    private func step(_ stack: AutomatonStack, _ byte: UInt8, into result: inout [AutomatonStack?]) {
        switch stack.frame {
        case .literal(var low, var high, let position):
            while low < high, Self.byte(grammar.literals[low], position) < Int(byte) { low += 1 }
            while low < high, Self.byte(grammar.literals[high - 1], position) > Int(byte) { high -= 1 }
            guard low < high else { return }
            if grammar.literals[low].count == position + 1 {
                settle(stack.below, into: &result)
                low += 1
            }
            if low < high {
                add(AutomatonStack(.literal(low: low, high: high, position: position + 1), on: stack.below), &result)
            }
        case .string(var progress):
            guard progress.advance(byte) else { return }
            if progress.isClosed {
                settle(stack.below, into: &result)
            } else {
                add(AutomatonStack(.string(progress), on: stack.below), &result)
            }
        case .number(let range, var progress):
            guard progress.advance(byte, in: range) else { return }
            if progress.goesOn(in: range) { add(AutomatonStack(.number(range, progress), on: stack.below), &result) }
            if progress.isComplete(in: range) { settle(stack.below, into: &result) }
        case .value, .array, .object, .sequence: return
        }
    }

    /// The byte at `position`; -1 behind the end.
    private static func byte(_ bytes: [UInt8], _ position: Int) -> Int {
        position < bytes.count ? Int(bytes[position]) : -1
    }

    private func add(_ stack: AutomatonStack?, _ result: inout [AutomatonStack?]) {
        guard result.count < Self.threadLimit, !result.contains(stack) else { return }
        result.append(stack)
    }

    /// Adds the states that take the next byte after `stack`.
    private func settle(_ stack: AutomatonStack?, into result: inout [AutomatonStack?]) {
        guard let stack else { return add(nil, &result) }
        let below = stack.below
        switch stack.frame {
        case .literal, .string, .number: add(stack, &result)
        case .value(let rule, let depth): begin(rule, depth, below, into: &result)
        case .array(let rule, let count, let depth):
            guard case .array(let items, let least, let most) = grammar.rules[rule] else { return }
            if count >= least { settle(literal(grammar.closeBracket, on: below), into: &result) }
            guard count < most ?? .max, depth + grammar.minimumDepths[items] <= grammar.depthLimit else { return }
            // Without an upper limit, elements beyond the lower one need not be counted.
            let next = most == nil ? min(count + 1, max(least, 1)) : count + 1
            let array = AutomatonStack(.array(rule: rule, count: next, depth: depth), on: below)
            let value = AutomatonStack(.value(rule: items, depth: depth), on: array)
            settle(count == 0 ? value : literal(grammar.comma, on: value), into: &result)
        case .object(let rule, let next, let isEmpty, let depth):
            guard case .object(let members) = grammar.rules[rule] else { return }
            for (index, member) in members[next...].enumerated() {
                if depth + grammar.minimumDepths[member.rule] <= grammar.depthLimit {
                    let object = AutomatonStack(
                        .object(rule: rule, next: next + index + 1, isEmpty: false, depth: depth), on: below)
                    let value = AutomatonStack(.value(rule: member.rule, depth: depth), on: object)
                    settle(literal(isEmpty ? member.first : member.further, on: value), into: &result)
                }
                if member.isRequired { return }
            }
            settle(literal(grammar.closeBrace, on: below), into: &result)
        case .sequence(let rule, let next, let depth):
            guard case .sequence(let parts) = grammar.rules[rule] else { return }
            guard next < parts.count else { return settle(below, into: &result) }
            let sequence = AutomatonStack(.sequence(rule: rule, next: next + 1, depth: depth), on: below)
            settle(AutomatonStack(.value(rule: parts[next], depth: depth), on: sequence), into: &result)
        }
    }

    private func begin(_ rule: Int, _ depth: Int, _ below: AutomatonStack?, into result: inout [AutomatonStack?]) {
        switch grammar.rules[rule] {
        case .literals(let range):
            let frame = AutomatonFrame.literal(low: range.lowerBound, high: range.upperBound, position: 0)
            add(AutomatonStack(frame, on: below), &result)
        case .string(let least, let most):
            let progress = StringProgress(minimumLength: least, maximumLength: most)
            add(AutomatonStack(.string(progress), on: below), &result)
        case .number(let range): add(AutomatonStack(.number(range, NumberProgress()), on: below), &result)
        case .array:
            let array = AutomatonStack(.array(rule: rule, count: 0, depth: depth + 1), on: below)
            add(literal(grammar.openBracket, on: array), &result)
        case .object:
            let object = AutomatonStack(.object(rule: rule, next: 0, isEmpty: true, depth: depth + 1), on: below)
            add(literal(grammar.openBrace, on: object), &result)
        case .choice(let branches):
            for branch in branches where depth + grammar.minimumDepths[branch] <= grammar.depthLimit {
                settle(AutomatonStack(.value(rule: branch, depth: depth), on: below), into: &result)
            }
        case .sequence:
            settle(AutomatonStack(.sequence(rule: rule, next: 0, depth: depth), on: below), into: &result)
        }
    }

    private func literal(_ index: Int, on below: AutomatonStack?) -> AutomatonStack {
        AutomatonStack(.literal(low: index, high: index + 1, position: 0), on: below)
    }

    /// What tells states apart as far as the next `length` bytes go.
    func key(for length: Int) -> [AutomatonStack?] {
        threads.map { stack in
            guard let stack, case .string(let progress) = stack.frame else { return stack }
            return AutomatonStack(.string(progress.blurred(beyond: length)), on: stack.below)
        }
    }
}
