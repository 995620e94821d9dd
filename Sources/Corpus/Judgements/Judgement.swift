package import Foundations

/// What a person said of two answers to a prompt.
///
/// As JSON it is a line that training on preferences reads: `{"prompt": …, "chosen": …, "rejected": …}`. A tie and a pair
/// that was passed over have no `chosen`: their `verdict` says so, and their answers stand in `answers`.
package struct Judgement: Sendable, Hashable {
    /// What was asked.
    package let prompt: Prompt
    /// The two answers.
    package let answers: [Answer]
    /// What was said of them.
    package let verdict: Verdict
    /// Whether the second answer was shown first: who reads from left to right may prefer what comes first.
    package let isSwapped: Bool
    /// Why nobody was asked; nil where a person decided.
    package let reason: String?
    /// When it was said, as ISO 8601 has it.
    package let time: String

    package init(
        prompt: Prompt, answers: [Answer], verdict: Verdict, isSwapped: Bool, reason: String? = nil, time: String
    ) {
        precondition(answers.count == 2, "a judgement is about two answers")
        self.prompt = prompt
        self.answers = answers
        self.verdict = verdict
        self.isSwapped = isSwapped
        self.reason = reason
        self.time = time
    }

    /// The line of the file.
    package var json: JSONValue {
        var object: JSONObject = ["prompt": prompt.json]
        switch verdict {
        case .first, .second:
            object["chosen"] = .string(answers[verdict == .first ? 0 : 1].text)
            object["rejected"] = .string(answers[verdict == .first ? 1 : 0].text)
        case .tie, .skip: object["answers"] = .array(answers.map { .string($0.text) })
        }
        object["verdict"] = .string(verdict.rawValue)
        object["reason"] = reason.map { .string($0) }
        object["shown_first"] = .string((isSwapped ? Verdict.second : .first).rawValue)
        object["sampling"] = .array(answers.map(\.origin))
        object["time"] = .string(time)
        return .object(object)
    }
}
