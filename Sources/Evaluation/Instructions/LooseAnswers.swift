/// The readings of an answer under which an instruction counts as followed by the loose rule.
///
/// Without its first line (which may be "Sure, here is it:"), without its last, without both, each also without the
/// asterisks of Markdown.
/// Source: Zhou et al., "Instruction-following evaluation for large language models" (2023), section 3.
enum LooseAnswers {
    static func all(of answer: String) -> [String] {
        let lines = answer.split(separator: "\n", omittingEmptySubsequences: false)
        let readings = [
            answer, joined(lines.dropFirst()), joined(lines.dropLast()), joined(lines.dropFirst().dropLast()),
        ]
        return readings + readings.map { $0.filter { $0 != "*" } }
    }

    private static func joined(_ lines: ArraySlice<Substring>) -> String {
        String(TextUnits.trimmed(lines.joined(separator: "\n")[...]))
    }
}
