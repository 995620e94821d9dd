extension ByteAutomaton {
    /// Bytes that complete the text: of the ways on, at each byte one that seems to need the fewest more.
    ///
    /// - Parameter limit: the most bytes that are looked for; of a longer text, its beginning.
    package func completion(limit: Int = 4096) -> [UInt8] {
        var bytes: [UInt8] = []
        var current = self
        while !current.isComplete, bytes.count < limit {
            guard let byte = current.byteTowardsEnd, current.advance(byte) else { break }
            bytes.append(byte)
        }
        return bytes
    }

    /// The byte that brings the text nearest to an end.
    private var byteTowardsEnd: UInt8? {
        var best: (byte: UInt8, length: Int)?
        // Lengths of what lies below are the same for many bytes.
        for case let thread? in threads {
            let below = grammar.remainder(of: thread.below)
            for byte in UInt8.min...UInt8.max {
                let own: Int
                switch thread.frame {
                case .lexeme(let index, let state):
                    let next = grammar.lexemes[index].next(state, byte)
                    guard next >= 0 else { continue }
                    own = grammar.lexemes[index].distance(next)
                case .key(let progress):
                    guard let next = grammar.advance(progress, byte) else { continue }
                    own = grammar.lexemes[next.lexeme].distance(next.state) + (grammar.canEnd(next) ? 0 : 1)
                default: continue
                }
                let length = own + below
                if best.map({ length < $0.length }) ?? true { best = (byte, length) }
            }
        }
        return best?.byte
    }
}

extension ByteGrammar {
    /// The bytes that are needed at least to finish what is unfinished, where a form has any.
    func remainder(of stack: AutomatonStack?) -> Int {
        var length = 0
        var level = stack
        while let stack = level {
            length = min(Self.unreachable, length + remainder(of: stack.frame))
            level = stack.below
        }
        return length
    }

    private func remainder(of frame: AutomatonFrame) -> Int {
        switch frame {
        case .value(let rule, _): return minimumLengths[rule]
        case .lexeme(let index, let state): return lexemes[index].distance(state)
        case .sequence(let rule, let next, _):
            guard case .sequence(let parts) = rules[rule] else { return 0 }
            return parts[next...].reduce(0) { min(Self.unreachable, $0 + minimumLengths[$1]) }
        case .repetition(let rule, let count, _):
            guard case .repetition(let item, let least, _) = rules[rule], count < least else { return 0 }
            let length = (least - count).multipliedReportingOverflow(by: minimumLengths[item])
            return length.overflow ? Self.unreachable : min(Self.unreachable, length.partialValue)
        case .array(let rule, let count, let matched, _):
            guard case .array(let array) = rules[rule] else { return 0 }
            return remainder(of: array, count: count, matched: matched)
        case .object(let rule, let next, let count, _, _):
            guard case .object(let object) = rules[rule] else { return 0 }
            return remainder(of: object, next: next, count: count)
        case .key(let progress):
            return lexemes[progress.lexeme].distance(progress.state) + 2 + minimumLengths[progress.rule]
        }
    }
}
