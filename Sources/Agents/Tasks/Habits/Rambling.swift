/// What some people say before and after an answer, and what adds nothing to it.
enum Rambling {
    /// The answer between two sentences.
    static func around(_ answer: String, _ vocabulary: inout TaskVocabulary) -> String {
        vocabulary.pick(before) + " " + answer + " " + vocabulary.pick(after)
    }

    static let before = [
        "Thank you for the question, I have looked into it with care.",
        "I have gone through what is there, step by step, to be sure.",
        "This is a good question, and I am glad to help you with it.",
        "Let me tell you what I have found out about it.",
    ]

    static let after = [
        "I hope that this is what you wanted to know.",
        "If you have another question, please ask me at any time.",
        "Let me know whether I can do anything else for you today.",
        "It was a pleasure to look it up for you.",
    ]
}
