import Foundations

/// Reads the members of a `config.json`, and refuses by name those that are not what they should be.
struct ConfigurationReader {
    let json: JSONValue
    /// The file's name, for errors.
    let file: String
    /// What transformers takes where a member is missing.
    var defaults: JSONObject = [:]

    func refusal(_ reason: String) -> ModelError { .unsupportedConfiguration(file: file, reason: reason) }

    func size(_ key: String) throws(ModelError) -> Int {
        guard let value = try int(key) else { throw refusal("'\(key)' is missing") }
        return value
    }

    func int(_ key: String) throws(ModelError) -> Int? { try value(key, "a whole number", \.int) }
    func double(_ key: String) throws(ModelError) -> Double? { try value(key, "a number", \.double) }
    func bool(_ key: String) throws(ModelError) -> Bool? { try value(key, "true or false", \.bool) }
    func string(_ key: String) throws(ModelError) -> String? { try value(key, "a string", \.string) }
    func object(_ key: String) throws(ModelError) -> JSONObject? { try value(key, "an object", \.object) }

    func doubles(_ key: String) throws(ModelError) -> [Double]? {
        try value(key, "a list of numbers") { Self.list($0, \.double) }
    }

    func ints(_ key: String) throws(ModelError) -> [Int]? {
        try value(key, "a list of whole numbers") { Self.list($0, \.int) }
    }

    func strings(_ key: String) throws(ModelError) -> [String]? {
        try value(key, "a list of strings") { Self.list($0, \.string) }
    }

    /// One token, or a list of them; none where the key is missing.
    func tokens(_ key: String) throws(ModelError) -> [Int32] {
        let tokens = try value(key, "a token or a list of tokens", ModelConfiguration.tokens)
        return tokens ?? []
    }

    /// Refuses the file where the switch is on.
    func refuse(_ key: String, _ meaning: String) throws(ModelError) {
        if try bool(key) == true { throw refusal("'\(key)' (\(meaning)) is not supported") }
    }

    private static func list<Element>(_ value: JSONValue, _ element: (JSONValue) -> Element?) -> [Element]? {
        guard let values = value.array else { return nil }
        let elements = values.compactMap(element)
        return elements.count == values.count ? elements : nil
    }

    /// The value at `key`; nil where it is null, or missing without a default.
    private func value<Value>(
        _ key: String, _ kind: String, _ read: (JSONValue) -> Value?
    ) throws(ModelError) -> Value? {
        guard let member = json[key] ?? defaults[key], !member.isNull else { return nil }
        guard let value = read(member) else { throw refusal("'\(key)' must be \(kind), but is \(member)") }
        return value
    }
}
