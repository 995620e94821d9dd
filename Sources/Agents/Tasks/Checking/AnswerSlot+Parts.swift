extension AnswerSlot {
    /// The parts of an answer that name something of this sort, in order; what an answer says beside them is free.
    public func parts(of answer: String) -> [String] {
        // In `conf/a.ini:3: size = 12` the 3 is part of a place, and names nothing.
        let answer = answer.replacing(#/([\w.\-]*\/[\w.\/\-]*):\d+/#) { $0.output.1 }
        let tokens = answer.split { !Self.isInside($0) }.map(Self.trimmed).filter { !$0.isEmpty }
        switch self {
        case .path: return tokens.filter { $0.contains("/") }
        case .number: return tokens.filter { token in token.drop { $0 == "-" }.contains { $0.isNumber } }
        case .value: return tokens
        }
    }

    /// Whether an answer names this and nothing else of the sort.
    ///
    /// A path or number must be the only one; a value, which may be any word, must stand in the answer once, apart
    /// from the words around it.
    public func matches(_ expected: String, in answer: String) -> Bool {
        let parts = parts(of: answer)
        switch self {
        case .path, .number: return !parts.isEmpty && parts.allSatisfy { $0 == expected }
        case .value: return parts.count { $0 == expected } == 1
        }
    }

    private static func isInside(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "./_-".contains(character)
    }

    /// A token without the full stop of its sentence.
    private static func trimmed(_ token: Substring) -> String {
        var token = token
        while token.last == "." { token.removeLast() }
        return String(token)
    }
}
