import Foundations
public import Generation

/// 1 where the answer is one JSON document, of a schema where one is given; else 0.
///
/// Members that the schema does not describe are faults, as they are for the arguments of tools.
public struct JSONAnswer: RewardFunction, Sendable {
    public let name = "json"
    /// What the document must fit; nil: any.
    public let schema: JSONSchema?

    public init(schema: JSONSchema? = nil) {
        self.schema = schema
    }

    public func rewards(of answers: [GradedAnswer]) -> [Reward] {
        answers.map { Reward(success: isValid($0.text)) }
    }

    private func isValid(_ text: String) -> Bool {
        guard let value = try? JSONValue(parsing: text, source: "answer") else { return false }
        guard let schema else { return true }
        return (try? schema.validate(value, closed: true)) != nil
    }
}
