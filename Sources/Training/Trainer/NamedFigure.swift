import Foundations

/// A measured value with its name.
public struct NamedFigure: Sendable, Hashable {
    /// The name, such as "accuracy" or "reward/chosen".
    public var name: String
    /// The value.
    public var value: Double

    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}

extension [NamedFigure] {
    /// The value of the figure called `name`; nil where there is none.
    public subscript(name: String) -> Double? { first { $0.name == name }?.value }

    /// The figures as a JSON object; nil where there are none.
    var json: JSONValue? {
        guard !isEmpty else { return nil }
        var object = JSONObject()
        for figure in self { object[figure.name] = .number(figure.value) }
        return .object(object)
    }

    /// The figures that a JSON object holds; none where it is missing.
    init(_ json: JSONValue?) {
        guard case .object(let object)? = json else {
            self = []
            return
        }
        self = object.members.compactMap { member in
            member.value.double.map { NamedFigure(name: member.key, value: $0) }
        }
    }
}
