extension RegularLanguage {
    /// The texts that both have.
    package func intersection(_ other: RegularLanguage) throws(LanguageError) -> RegularLanguage {
        try combined(with: other, isDone: { $0 < 0 || $1 < 0 }) { $0 && $1 }
    }

    /// The texts that either has.
    package func union(_ other: RegularLanguage) throws(LanguageError) -> RegularLanguage {
        try combined(with: other, isDone: { $0 < 0 && $1 < 0 }) { $0 || $1 }
    }

    /// The texts that the other does not have.
    package func subtracting(_ other: RegularLanguage) throws(LanguageError) -> RegularLanguage {
        try combined(with: other, isDone: { left, _ in left < 0 }) { $0 && !$1 }
    }

    /// Walks both automata side by side; -1 is where one has given up.
    private func combined(
        with other: RegularLanguage, isDone: (Int32, Int32) -> Bool, accepts: (Bool, Bool) -> Bool
    ) throws(LanguageError) -> RegularLanguage {
        struct Pair: Hashable {
            let left: Int32
            let right: Int32
        }
        var numbers: [[UInt8]: UInt8] = [:]
        var representatives: [UInt8] = []
        let joint = (0..<256).map { byte in
            let key = [classes[byte], other.classes[byte]]
            if let known = numbers[key] { return known }
            let number = UInt8(representatives.count)
            numbers[key] = number
            representatives.append(UInt8(byte))
            return number
        }
        func pair(_ left: Int32, _ right: Int32) -> Pair? {
            isDone(left, right) ? nil : Pair(left: left, right: right)
        }
        func step(_ language: RegularLanguage, _ state: Int32, _ byte: UInt8) -> Int32 {
            state < 0 ? -1 : Int32(language.next(Int(state), byte))
        }
        return try RegularLanguage(
            start: pair(isEmpty ? -1 : 0, other.isEmpty ? -1 : 0), classes: joint,
            row: { state in
                representatives.map { pair(step(self, state.left, $0), step(other, state.right, $0)) }
            },
            accepts: { state in
                accepts(
                    state.left >= 0 && accepting[Int(state.left)],
                    state.right >= 0 && other.accepting[Int(state.right)])
            })
    }
}
