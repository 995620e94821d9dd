extension ByteGrammar {
    /// Adds what may follow behind some members of an object.
    func settleObject(_ stack: AutomatonStack, into result: inout ThreadCollector) {
        guard case .object(let rule, let next, let count, let keys, let depth) = stack.frame,
            case .object(let object) = rules[rule]
        else { return }
        let below = stack.below
        let most = object.most ?? .max
        let following = min(count + 1, object.countLimit)
        for (index, member) in object.members.enumerated().dropFirst(next) {
            if fits(member.rule, depth: depth),
                hasRoom(object, next: index + 1, count: count + 1, { fits($0, depth: depth) })
            {
                let rest = AutomatonStack(
                    .object(rule: rule, next: index + 1, count: following, keys: nil, depth: depth), on: below)
                let value = AutomatonStack(.value(rule: member.rule, depth: depth), on: rest)
                settle(lexeme(count == 0 ? member.first : member.further, on: value), into: &result)
            }
            if member.isRequired { return }
        }
        if count >= object.least { settle(lexeme(closeBrace, on: below), into: &result) }
        guard count < most, (keys?.count ?? 0) < KeyList.countLimit else { return }
        for other in object.others where fits(other.rule, depth: depth) {
            let rest = AutomatonStack(
                .object(
                    rule: rule, next: object.members.count, count: following, keys: keys, depth: depth), on: below)
            let progress = KeyProgress(
                lexeme: other.key, state: lexemes[other.key].start, written: [], rule: other.rule, depth: depth,
                excluded: keys)
            guard canGoOn(progress) else { continue }
            let key = AutomatonStack(.key(progress), on: rest)
            settle(count == 0 ? key : lexeme(comma, on: key), into: &result)
        }
    }

    /// Whether the limits on the number of members can still be kept behind `count` of them.
    func hasRoom(_ object: ObjectRule, next: Int, count: Int, _ isPossible: (Int) -> Bool) -> Bool {
        guard object.most != nil || object.least > 0 else { return true }
        var required = 0
        var possible = 0
        for member in object.members[next...] {
            if member.isRequired { required += 1 }
            if isPossible(member.rule) { possible += 1 }
        }
        if let most = object.most {
            guard count + required <= most else { return false }
        }
        guard count + possible < object.least else { return true }
        return object.others.contains { other in
            guard isPossible(other.rule) else { return false }
            // Of few keys, none may be written twice.
            return textCounts[other.key][lexemes[other.key].start].map { count + possible + $0 >= object.least } ?? true
        }
    }

    // MARK: Keys

    func advance(_ progress: KeyProgress, _ byte: UInt8) -> KeyProgress? {
        let state = lexemes[progress.lexeme].next(progress.state, byte)
        guard state >= 0 else { return nil }
        var next = progress
        next.state = state
        next.written.append(byte)
        return canGoOn(next) || canEnd(next) ? next : nil
    }

    /// Whether there is a text that goes on like this, or ends here, and is none of the excluded ones.
    func canGoOn(_ progress: KeyProgress) -> Bool {
        guard let count = textCounts[progress.lexeme][progress.state] else { return true }
        return count > remainders(of: progress).count
    }

    func canEnd(_ progress: KeyProgress) -> Bool {
        lexemes[progress.lexeme].accepts(progress.state) && !remainders(of: progress).contains { $0.isEmpty }
    }

    /// What is missing of those excluded keys that begin with what is written.
    func remainders(of progress: KeyProgress) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var list = progress.excluded
        while let node = list {
            if node.key.starts(with: progress.written) {
                let rest = node.key.dropFirst(progress.written.count)
                if case .regular(let language) = lexemes[progress.lexeme],
                    let end = language.state(after: rest, from: progress.state), language.accepting[end]
                {
                    result.append(rest)
                }
            }
            list = node.tail
        }
        return result
    }

    /// Behind a key: the colon, the value, and the object that knows the key.
    func afterKey(_ progress: KeyProgress, on below: AutomatonStack?) -> AutomatonStack? {
        guard let below, case .object(let rule, let next, let count, let keys, let depth) = below.frame else {
            return nil
        }
        let known = AutomatonStack(
            .object(rule: rule, next: next, count: count, keys: KeyList(progress.written, keys), depth: depth),
            on: below.below)
        return lexeme(colon, on: AutomatonStack(.value(rule: progress.rule, depth: progress.depth), on: known))
    }
}
