import Corpus

/// Two answers to a prompt, and the order in which they are shown.
struct AnswerPair {
    let prompt: Prompt
    let answers: [Answer]
    /// Whether the second answer is shown as A.
    let isSwapped: Bool

    /// The answers as they are shown, A first.
    var shown: [Answer] { isSwapped ? answers.reversed() : answers }

    /// Why nobody need be asked; nil where there is something to judge.
    var reason: String? {
        if answers.contains(where: { $0.text.allSatisfy(\.isWhitespace) }) { return "an answer is empty" }
        return answers[0].text == answers[1].text ? "the answers are the same" : nil
    }

    /// What a choice of what is shown says of the answers.
    func verdict(_ choice: CompareChoice) -> Verdict {
        switch choice {
        case .a: isSwapped ? .second : .first
        case .b: isSwapped ? .first : .second
        case .tie: .tie
        case .skip: .skip
        }
    }
}
