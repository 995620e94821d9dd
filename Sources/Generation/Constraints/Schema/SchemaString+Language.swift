extension SchemaString {
    /// The strings of a language that have the right length.
    ///
    /// - Throws: ``LanguageError`` where counting asks for too many states.
    func exactLanguage() throws(LanguageError) -> RegularLanguage {
        let language = language ?? Lexeme.allStrings
        guard least > 0 || most != nil else { return language }
        // Characters are counted up to where they make no difference.
        let cap = most.map { $0 + 1 } ?? least
        var representatives: [UInt8] = []
        // Bytes that begin a character, and those that do not, are told apart.
        let strings = Lexeme.allStrings
        var numbers: [[UInt8]: UInt8] = [:]
        let classes = (0..<256).map { byte in
            let key = [language.classes[byte], strings.classes[byte]]
            if let known = numbers[key] { return known }
            let number = UInt8(representatives.count)
            numbers[key] = number
            representatives.append(UInt8(byte))
            return number
        }
        struct State: Hashable {
            let text: Int32
            let string: Int32
            let count: Int32
        }
        let opened = strings.next(RegularLanguage.start, 0x22)
        return try RegularLanguage(
            start: language.isEmpty ? nil : State(text: 0, string: 0, count: 0), classes: classes, limit: 200_000,
            row: { state in
                representatives.map { byte in
                    let text = language.next(Int(state.text), byte)
                    let string = strings.next(Int(state.string), byte)
                    guard text >= 0, string >= 0 else { return nil }
                    var count = Int(state.count)
                    if Int(state.string) == opened {
                        if byte == 0x22 {
                            guard count >= least else { return nil }
                        } else {
                            if let most, count >= most { return nil }
                            count = min(count + 1, cap)
                        }
                    }
                    return State(text: Int32(text), string: Int32(string), count: Int32(count))
                }
            },
            accepts: { language.accepting[Int($0.text)] })
    }

    /// Whether the language and the length must both be looked at.
    var isCounted: Bool { language != nil && (least > 0 || most != nil) }
}

extension JSONSchema {
    /// What recognises some of its strings.
    func lexeme(of string: SchemaString) -> Lexeme {
        if let exact = strings[string] { return .regular(exact) }
        if let language = string.language { return .regular(language) }
        if string.least == 0, string.most == nil { return .anyString }
        return .string(least: string.least, most: string.most)
    }
}
