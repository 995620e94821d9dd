import Foundations

/// Reads the members of a `config.json`, and refuses by name those that are not what they should be.
struct ConfigurationReader {
    let json: JSONValue
    /// The file's name, for errors.
    let file: String

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

    /// One token, or a list of them; none where the key is missing.
    func tokens(_ key: String) throws(ModelError) -> [Int32] {
        let tokens = try value(key, "a token or a list of tokens", ModelConfiguration.tokens)
        return tokens ?? []
    }

    /// The value at `key`; nil where it is missing or null.
    private func value<Value>(
        _ key: String, _ kind: String, _ read: (JSONValue) -> Value?
    ) throws(ModelError) -> Value? {
        guard let member = json[key], !member.isNull else { return nil }
        guard let value = read(member) else { throw refusal("'\(key)' must be \(kind), but is \(member)") }
        return value
    }
}
