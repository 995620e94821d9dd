/// The kinds of instructions that can be checked, by the names that IFEval gives them.
///
/// Source of the kinds: Zhou et al., "Instruction-following evaluation for large language models" (2023), table 1.
enum InstructionKinds {
    /// The check of an instruction; nil for a kind that is not known.
    ///
    /// - Throws: ``EvaluationDataError`` where a known kind lacks an argument.
    static func check(_ arguments: InstructionArguments) throws(EvaluationDataError) -> (any InstructionCheck)? {
        guard let separator = arguments.kind.firstIndex(of: ":") else { return nil }
        let name = String(arguments.kind[arguments.kind.index(after: separator)...])
        switch arguments.kind[..<separator] {
        case "keywords": return try keywords(name, arguments)
        case "length_constraints": return try lengths(name, arguments)
        case "detectable_content": return try content(name, arguments)
        case "detectable_format": return try format(name, arguments)
        case "combination": return try combination(name, arguments)
        case "change_case": return try letterCase(name, arguments)
        case "startend": return try ends(name, arguments)
        case "punctuation": return name == "no_comma" ? NoComma() : nil
        case "language": return name == "response_language" ? try language(arguments) : nil
        default: return nil
        }
    }

    private static func keywords(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "existence": return KeywordsPresent(keywords: try arguments.words("keywords"))
        case "forbidden_words": return WordsAbsent(words: try arguments.words("forbidden_words"))
        case "frequency":
            return KeywordCount(
                keyword: try arguments.text("keyword"), relation: try arguments.relation("relation"),
                count: try arguments.count("frequency"))
        case "letter_frequency":
            return LetterCount(
                letter: try arguments.text("letter"), relation: try arguments.relation("let_relation"),
                count: try arguments.count("let_frequency"))
        default: return nil
        }
    }

    private static func lengths(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "number_words":
            return WordCount(relation: try arguments.relation("relation"), count: try arguments.count("num_words"))
        case "number_sentences":
            return SentenceCount(
                relation: try arguments.relation("relation"), count: try arguments.count("num_sentences"))
        case "number_paragraphs": return ParagraphCount(count: try arguments.count("num_paragraphs"))
        case "nth_paragraph_first_word":
            return ParagraphBeginning(
                paragraphs: try arguments.count("num_paragraphs"), paragraph: try arguments.count("nth_paragraph"),
                firstWord: try arguments.text("first_word"))
        default: return nil
        }
    }

    private static func content(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "number_placeholders": return PlaceholderCount(count: try arguments.count("num_placeholders"))
        case "postscript": return Postscript(marker: try arguments.text("postscript_marker"))
        default: return nil
        }
    }

    private static func format(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "number_bullet_lists": return BulletCount(count: try arguments.count("num_bullets"))
        case "number_highlighted_sections": return HighlightCount(count: try arguments.count("num_highlights"))
        case "multiple_sections":
            return SectionCount(
                marker: try arguments.text("section_spliter"), count: try arguments.count("num_sections"))
        case "constrained_response": return ChosenAnswer()
        case "json_format": return JSONAnswer()
        case "title": return TitlePresent()
        default: return nil
        }
    }

    private static func combination(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "two_responses": return TwoAnswers()
        case "repeat_prompt": return PromptRepeated(prompt: try arguments.text("prompt_to_repeat"))
        default: return nil
        }
    }

    private static func letterCase(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "english_capital": return EnglishCapitals()
        case "english_lowercase": return EnglishLowercase()
        case "capital_word_frequency":
            return CapitalWordCount(
                relation: try arguments.relation("capital_relation"), count: try arguments.count("capital_frequency"))
        default: return nil
        }
    }

    private static func ends(
        _ name: String, _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        switch name {
        case "end_checker": return EndPhrase(phrase: try arguments.text("end_phrase"))
        case "quotation": return Quotation()
        default: return nil
        }
    }

    /// A language that cannot be told from others makes the kind an unknown one.
    private static func language(
        _ arguments: InstructionArguments
    ) throws(EvaluationDataError) -> (any InstructionCheck)? {
        let code = try arguments.text("language")
        guard LanguageGuess.languages.contains(code) else { return nil }
        return AnswerLanguage(code: code)
    }
}
