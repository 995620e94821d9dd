public import Foundations

/// What a model made of a prompt with instructions.
public struct IFEvalOutcome: EvaluationOutcome {
    /// The prompt.
    public let prompt: IFEvalPrompt
    /// What the model wrote.
    public let completion: Completion
    /// Whether each instruction was followed as the answer stands; nil for kinds that are not known.
    public let strict: [Bool?]
    /// Whether each was followed in some reading of the answer; nil for kinds that are not known.
    public let loose: [Bool?]

    /// Checks an answer. An empty one follows nothing.
    public init(prompt: IFEvalPrompt, completion: Completion) {
        self.prompt = prompt
        self.completion = completion
        let readings = LooseAnswers.all(of: completion.text)
        strict = prompt.instructions.map { $0.check.map { Self.holds($0, completion.text) } }
        loose = prompt.instructions.map { instruction in
            instruction.check.map { check in readings.contains { Self.holds(check, $0) } }
        }
    }

    /// Whether every kind is known, so that the prompt as a whole can be judged.
    public var isWholeKnown: Bool { !strict.contains(nil) }

    public var record: JSONValue {
        let followed = prompt.instructions.indices.map { index -> JSONValue in
            [
                "kind": .string(prompt.instructions[index].kind),
                "strict": strict[index].map(JSONValue.bool) ?? .null,
                "loose": loose[index].map(JSONValue.bool) ?? .null,
            ]
        }
        return [
            "key": .integer(prompt.key), "prompt": .string(prompt.prompt), "text": .string(completion.text),
            "instructions": .array(followed), "ending": .string(completion.ending),
            "tokens": .integer(completion.tokenCount), "cut_tokens": .integer(completion.cutTokens),
        ]
    }

    private static func holds(_ check: any InstructionCheck, _ answer: String) -> Bool {
        answer.contains { !$0.isWhitespace } && check.holds(for: answer)
    }
}
