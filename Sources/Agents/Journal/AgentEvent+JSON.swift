public import Foundations

extension AgentEvent {
    /// The event as it stands in a journal.
    public var json: JSONValue {
        switch self {
        case .started(let start): tagged("started", start.json)
        case .resumed(let date): tagged("resumed", ["date": .string(date)])
        case .turn(let turn): tagged("turn", turn.json)
        case .decided(let approval): tagged("decided", approval.json)
        case .begun(let operation): tagged("begun", ["operation": .string(operation)])
        case .observed(let observation, let nudge, let seconds):
            tagged("observed", Self.json(observation, nudge, seconds))
        case .ended(let ending): tagged("ended", ending.json)
        }
    }

    /// Reads an event.
    ///
    /// - Throws: what says in words what is wrong.
    init(_ value: JSONValue) throws(EventError) {
        let kind = try EventReader(value, "the event").string("type")
        let reader = try EventReader(value, "the event '\(kind)'")
        switch kind {
        case "started": self = .started(try AgentStart(reader))
        case "resumed": self = .resumed(date: try reader.string("date"))
        case "turn": self = .turn(try AgentTurn(reader))
        case "decided": self = .decided(try Approval(reader))
        case "begun": self = .begun(operation: try reader.string("operation"))
        case "observed":
            self = .observed(
                try Observation(reader), nudge: reader.has("nudge") ? try reader.string("nudge") : nil,
                seconds: try reader.double("seconds"))
        case "ended": self = .ended(try AgentEnding(reader))
        default: throw EventError("there is no event '\(kind)'; a newer version of Martlet may have written it")
        }
    }

    private func tagged(_ type: String, _ members: JSONObject) -> JSONValue {
        .object(JSONObject(members: [.init(key: "type", value: .string(type))] + members.members))
    }

    private static func json(_ observation: Observation, _ nudge: String?, _ seconds: Double) -> JSONObject {
        var object = observation.json
        object["nudge"] = nudge.map(JSONValue.string)
        object["seconds"] = .seconds(seconds)
        return object
    }
}

extension JSONValue {
    /// A duration to the microsecond: more digits say nothing.
    static func seconds(_ value: Double) -> JSONValue { .number((value * 1e6).rounded() / 1e6) }
}
