import Foundations

/// Reads the members of a JSON object that must be there.
struct EventReader {
    let object: JSONObject
    let name: String

    init(_ value: JSONValue, _ name: String) throws(EventError) {
        guard let object = value.object else { throw EventError("\(name) is \(value.kind), not an object") }
        self.object = object
        self.name = name
    }

    /// Whether there is such a member that is not null.
    func has(_ key: String) -> Bool { object[key].map { !$0.isNull } ?? false }

    func value(_ key: String) throws(EventError) -> JSONValue {
        guard let value = object[key] else { throw EventError("\(name) has no '\(key)'") }
        return value
    }

    func string(_ key: String) throws(EventError) -> String {
        guard let text = try value(key).string else { throw wrong(key, "a string") }
        return text
    }

    func int(_ key: String) throws(EventError) -> Int {
        guard let number = try value(key).int else { throw wrong(key, "an integer") }
        return number
    }

    func double(_ key: String) throws(EventError) -> Double {
        guard let number = try value(key).double else { throw wrong(key, "a number") }
        return number
    }

    func bool(_ key: String) throws(EventError) -> Bool {
        guard let value = try value(key).bool else { throw wrong(key, "a boolean") }
        return value
    }

    func array(_ key: String) throws(EventError) -> [JSONValue] {
        guard let elements = try value(key).array else { throw wrong(key, "an array") }
        return elements
    }

    func strings(_ key: String) throws(EventError) -> [String] {
        var texts: [String] = []
        for element in try array(key) {
            guard let text = element.string else { throw wrong(key, "an array of strings") }
            texts.append(text)
        }
        return texts
    }

    func members(_ key: String) throws(EventError) -> JSONObject {
        guard let object = try value(key).object else { throw wrong(key, "an object") }
        return object
    }

    /// A member that is one of the words of `Word`.
    func word<Word: RawRepresentable>(_ key: String, _ type: Word.Type = Word.self) throws(EventError) -> Word
    where Word.RawValue == String {
        let text = try string(key)
        guard let word = Word(rawValue: text) else { throw EventError("\(name) has an unknown \(key) '\(text)'") }
        return word
    }

    func wrong(_ key: String, _ wanted: String) -> EventError { EventError("'\(key)' of \(name) is not \(wanted)") }
}
