extension ByteGrammar {
    /// Adds what may follow behind so many elements of an array.
    func settleArray(
        _ rule: Int, _ count: Int, _ matched: Int, _ depth: Int, _ below: AutomatonStack?,
        into result: inout ThreadCollector
    ) {
        guard case .array(let array) = rules[rule] else { return }
        if count >= array.least, matched >= array.needed, matched <= array.allowed ?? .max {
            settle(lexeme(closeBracket, on: below), into: &result)
        }
        guard count < array.most ?? .max else { return }
        let next = min(count + 1, array.countLimit)
        let feasibility = array.isSimple ? nil : array.feasibility { fits($0, depth: depth) }
        func place(_ item: Int?, matched: Int, into result: inout ThreadCollector) {
            guard let item, fits(item, depth: depth) else { return }
            guard feasibility?.canFinish(count: count + 1, matched: matched) ?? true else { return }
            // Without an upper limit, those that are not needed any more are not counted.
            let known = array.allowed == nil ? min(matched, array.needed) : matched
            let rest = AutomatonStack(.array(rule: rule, count: next, matched: known, depth: depth), on: below)
            let value = AutomatonStack(.value(rule: item, depth: depth), on: rest)
            settle(count == 0 ? value : lexeme(comma, on: value), into: &result)
        }
        place(array.item(count), matched: matched, into: &result)
        if matched < array.allowed ?? array.needed {
            place(array.matching(count), matched: matched + 1, into: &result)
        }
    }
}
