import Foundations

extension JinjaValue {
    /// The value of a JSON document.
    ///
    /// - Parameter origin: what holds for its strings.
    init(_ value: JSONValue, _ origin: TextOrigin = []) {
        switch value {
        case .null: self = .none
        case .bool(let value): self = .boolean(value)
        case .integer(let value): self = .integer(Int(value))
        case .number(let value): self = .float(value)
        case .string(let text): self = .text(JinjaText(text, origin))
        case .array(let elements): self = .list(elements.map { JinjaValue($0, origin) })
        case .object(let object):
            var dictionary = JinjaDictionary()
            for member in object.members {
                dictionary[.text(JinjaText(member.key, origin))] = JinjaValue(member.value, origin)
            }
            self = .dictionary(dictionary)
        }
    }
}
