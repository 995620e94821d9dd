import Foundations
import Tokenization

/// Reads how much a turn counts: `weight`, a number from 0 to 1, or `train`, true or false.
struct TurnWeight {
    private let shape: TranscriptShape

    init(_ shape: TranscriptShape) {
        self.shape = shape
    }

    /// The weight of a turn: 0 to 1 for the assistant's, 1 where nothing is said; 0 for those of others.
    func weight(in value: JSONValue, of role: ChatRole, turn: Int) throws(TranscriptError) -> Double {
        let given = try number(value["weight"], turn)
        let isTrained = try flag(value["train"], turn)
        if let given, let isTrained, (given > 0) != isTrained {
            throw failure(turn, "\"weight\" \(Self.text(given)) and \"train\" \(isTrained) contradict each other")
        }
        guard role != .assistant else { return given ?? (isTrained == false ? 0 : 1) }
        if let given, given > 0 {
            throw failure(turn, "\"weight\" \(Self.text(given)) for the role '\(role.rawValue)': \(Self.whose)")
        }
        if isTrained == true { throw failure(turn, "\"train\" true for the role '\(role.rawValue)': \(Self.whose)") }
        return 0
    }

    private static let whose = "only the assistant's turns carry loss"

    private func number(_ value: JSONValue?, _ turn: Int) throws(TranscriptError) -> Double? {
        guard let value, !value.isNull else { return nil }
        guard let number = value.double else {
            throw failure(turn, "its \"weight\" is \(value.kind), not a number from 0 to 1")
        }
        guard (0...1).contains(number) else {
            throw failure(turn, "its \"weight\" \(Self.text(number)) is outside 0 to 1")
        }
        return number
    }

    private func flag(_ value: JSONValue?, _ turn: Int) throws(TranscriptError) -> Bool? {
        guard let value, !value.isNull else { return nil }
        guard let flag = value.bool else { throw failure(turn, "its \"train\" is \(value.kind), not true or false") }
        return flag
    }

    private func failure(_ turn: Int, _ detail: String) -> TranscriptError {
        shape.failure(.malformedWeight, "turn \(turn): \(detail)")
    }

    private static func text(_ number: Double) -> String { JSONValue.number(number).serialized() }
}
