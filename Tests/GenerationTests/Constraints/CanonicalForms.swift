import Foundations
import Generation

/// The ways in which one value stands in canonical JSON: whole numbers without a point, members in every order.
enum CanonicalForms {
    /// At most so many orders are tried.
    private static let limit = 3000

    static func texts(of value: JSONValue) -> [[UInt8]] {
        forms(of: value).prefix(limit).map { CanonicalJSON.bytes(of: $0) }
    }

    /// Whether a grammar has one of the ways.
    static func isWritten(_ value: JSONValue, by grammar: ByteGrammar) -> Bool {
        texts(of: value).contains { text in
            var automaton = ByteAutomaton(grammar)
            return automaton.advance(over: text) && automaton.isComplete
        }
    }

    private static func forms(of value: JSONValue) -> [JSONValue] {
        switch value {
        case .number(let number):
            return Int64(exactly: number).map { [.integer($0)] } ?? [value]
        case .array(let elements):
            var lists: [[JSONValue]] = [[]]
            for element in elements {
                let own = forms(of: element)
                lists = lists.flatMap { list in own.map { list + [$0] } }
                if lists.count > limit { lists.removeLast(lists.count - limit) }
            }
            return lists.map { .array($0) }
        case .object(let object):
            var lists: [[JSONObject.Member]] = [[]]
            for member in object.members {
                let own = forms(of: member.value)
                lists = lists.flatMap { list in
                    (0...list.count).flatMap { place in
                        own.map { value in
                            var longer = list
                            longer.insert(JSONObject.Member(key: member.key, value: value), at: place)
                            return longer
                        }
                    }
                }
                if lists.count > limit { lists.removeLast(lists.count - limit) }
            }
            return lists.map { .object(JSONObject(members: $0)) }
        default: return [value]
        }
    }
}
