extension SplitRule {
    /// The scanner that cuts as the regular expression `text` does; nil where there is none.
    ///
    /// Publishers spell the same pattern in several ways: contractions one by one or in a group, possessive where
    /// nothing could be given back, `\s*[\r\n]` for `\s*[\r\n]+`. So the alternatives are compared one by one.
    static func known(_ text: String) -> SplitRule? {
        if let rule = singleSteps[text] { return rule }
        var alternatives = self.alternatives(text)
        let contractions = takeContractions(&alternatives)
        let last = alternatives.last
        if last == #"\s+"# || last == #"\s"# { alternatives.removeLast() }
        guard alternatives.popLast() == #"\s+(?!\S)"# else { return nil }

        switch alternatives.count {
        case 3, 4:
            if contractions == .lowercase,
                isList(alternatives, [[#" ?\p{L}+"#], [#" ?\p{N}+"#], [#" ?[^\s\p{L}\p{N}]+"#], [#"\s++$"#]])
            {
                return .gpt2
            }
            fallthrough
        case 5:
            return casedWords(alternatives, contractions) ?? gpt4(alternatives, contractions, last: last)
        default:
            return nil
        }
    }

    private enum Contractions { case none, lowercase, folded, ascii }

    private static let singleSteps: [String: SplitRule] = [
        #"\p{N}"#: .singleNumbers, #"\p{Nd}"#: nil, #"\p{N}{1}"#: .singleNumbers,
        #"\p{N}{1,3}"#: .numbersByThree, #"\p{N}+"#: .wholeNumbers,
        #"[0-9][0-9][0-9]"#: .threeDigits, #"[0-9]{3}"#: .threeDigits,
        #"[\r\n]"#: .singleLineEnds, "[\r\n]": .singleLineEnds,
        #"[\p{P}\$\+<=>\^~\|`]+"#: .falconSigns,
        #"\s?\p{L}+"#: .spacedLetters, #"\s?\p{P}+"#: .spacedPunctuation,
        PretokenizerPattern.wordsExpression: .words,
    ].merging(deepSeekSpellings) { first, _ in first }.compactMapValues { $0 }

    /// The line ends of the pattern stand there as themselves or escaped.
    private static let deepSeekSpellings: [String: SplitRule?] = {
        let signs = ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"##
        let tail = #"|\s+(?!\S)|\s+"#
        return [
            signs + #"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+"# + tail: .deepSeek,
            signs + "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+" + tail: .deepSeek,
        ]
    }()

    private static func gpt4(
        _ alternatives: [String], _ contractions: Contractions, last: String?
    ) -> SplitRule? {
        guard contractions == .folded || contractions == .ascii, last == #"\s+"# || last == #"\s"# else { return nil }
        let isFolded = contractions == .folded
        func matches(_ word: String, _ numbers: [String], _ signs: String, _ whitespace: [[String]]) -> Bool {
            guard alternatives.count == 3 + whitespace.count else { return false }
            let bounded = alternatives.prefix(3).map(withoutPossessives)
            return bounded[0] == word && numbers.contains(bounded[1]) && bounded[2] == signs
                && zip(alternatives.dropFirst(3), whitespace).allSatisfy { $1.contains($0) }
        }
        let letters = #"[^\r\n\p{L}\p{N}]?\p{L}+"#
        let signs = #" ?[^\s\p{L}\p{N}]+[\r\n]*"#
        let lineEnds = [#"\s*[\r\n]+"#, #"\s*[\r\n]"#]
        let three = [#"\p{N}{1,3}"#]
        let one = [#"\p{N}"#, #"\p{N}{1}"#]
        if matches(letters, three, signs, [lineEnds]) { return isFolded ? .gpt4 : .asciiGPT4 }
        if matches(letters, one, signs, [lineEnds]) { return isFolded ? .qwen2 : .asciiQwen2 }
        if isFolded, matches(letters, three, signs, [[#"\s++$"#], lineEnds]) { return .cl100k }
        if matches(#"[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+"#, one, #" ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*"#, [lineEnds]) {
            return isFolded ? .qwen35 : .asciiQwen35
        }
        return nil
    }

    private static func casedWords(_ alternatives: [String], _ contractions: Contractions) -> SplitRule? {
        guard contractions == .none, alternatives.count == 5, alternatives[3] == #" ?[^\s\p{L}\p{N}]+[\r\n/]*"#,
            [#"\s*[\r\n]+"#, #"\s*[\r\n]"#].contains(alternatives[4])
        else { return nil }
        let first = #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#
        let second = #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#
        guard alternatives[0].hasPrefix(first), alternatives[1].hasPrefix(second) else { return nil }
        let suffix = alternatives[0].dropFirst(first.count)
        guard alternatives[1].dropFirst(second.count) == suffix else { return nil }
        switch (suffix, alternatives[2]) {
        case (#"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#, #"\p{N}{1,3}"#): return .o200k
        case (#"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?"#, #"\p{N}{1,3}"#): return .asciiO200K
        case ("", #"\p{N}"#): return .tekken
        default: return nil
        }
    }

    // MARK: Reading

    /// The alternatives of the outermost level.
    private static func alternatives(_ text: String) -> [String] {
        var result: [String] = []
        var current = String.UnicodeScalarView()
        var depth = 0
        var isClass = false
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if isClass {
                isClass = scalar != "]"
            } else if scalar == "[" {
                isClass = true
            } else if scalar == "(" {
                depth += 1
            } else if scalar == ")" {
                depth -= 1
            } else if scalar == "|", depth == 0 {
                result.append(String(current))
                current.removeAll()
                continue
            }
            current.append(scalar)
        }
        return result + [String(current)]
    }

    /// Removes the alternatives for contractions from the front.
    private static func takeContractions(_ alternatives: inout [String]) -> Contractions {
        let single = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"]
        if alternatives.count > 7, alternatives.prefix(7).elementsEqual(single) {
            alternatives.removeFirst(7)
            return .lowercase
        }
        let kind: Contractions
        switch alternatives.first {
        case #"'(?:[sdmt]|ll|ve|re)"#: kind = .lowercase
        case #"(?i:'s|'t|'re|'ve|'m|'ll|'d)"#, #"'(?i:[sdmt]|ll|ve|re)"#: kind = .folded
        case #"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])"#,
            #"'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])"#:
            kind = .ascii
        default: return .none
        }
        alternatives.removeFirst()
        return kind
    }

    /// Whether the alternatives are those of `expected`, the last of which may be missing.
    private static func isList(_ alternatives: [String], _ expected: [[String]]) -> Bool {
        let bounded = alternatives.enumerated().map { $0 < 3 ? withoutPossessives($1) : $1 }
        return (expected.count - 1...expected.count).contains(bounded.count)
            && zip(bounded, expected).allSatisfy { $1.contains($0) }
    }

    /// The text without the sign that makes a repetition possessive.
    private static func withoutPossessives(_ text: String) -> String {
        var result = ""
        for character in text {
            if character == "+", endsInRepetition(result) { continue }
            result.append(character)
        }
        return result
    }

    /// Whether `text` ends in `+`, `?`, `*` or a count such as `{1,3}`, which `{L}` is not.
    private static func endsInRepetition(_ text: String) -> Bool {
        guard let last = text.last else { return false }
        if last == "}", let brace = text.lastIndex(of: "{") { return text[text.index(after: brace)].isNumber }
        return "+?*".contains(last)
    }
}
