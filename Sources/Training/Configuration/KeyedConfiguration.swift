/// A configuration whose settings are listed once, by name, so that a YAML file, the command line and the record of a
/// run read and write exactly the same ones.
public protocol KeyedConfiguration: Sendable {
    /// Every setting, in the order in which it is documented and written.
    static var keys: [ConfigurationKey<Self>] { get }

    /// The configuration in which nothing has been chosen.
    init()
}

extension KeyedConfiguration {
    /// The setting called `name`, or nil.
    public static func key(_ name: String) -> ConfigurationKey<Self>? {
        keys.first { $0.name == name }
    }

    /// Every setting that has a value, with its explanation, in the order in which they are documented.
    public var values: [(name: String, text: String, summary: String)] {
        Self.keys.compactMap { key in key.value(in: self).map { (key.name, $0, key.summary) } }
    }

    /// Sets the setting called `name` from its text, as a file or a flag gives it.
    ///
    /// - Throws: ``ConfigurationError/unknownKey(name:origin:suggestion:)`` or
    ///   ``ConfigurationError/invalidValue(key:text:expected:origin:)``.
    public mutating func set(_ name: String, to text: String, from origin: ConfigurationOrigin)
        throws(ConfigurationError)
    {
        guard let key = Self.key(name) else {
            let suggestion = NearestName.find(name, among: Self.keys.map(\.name))
            throw .unknownKey(name: name, origin: origin, suggestion: suggestion)
        }
        guard key.assign(&self, text) else {
            throw .invalidValue(key: name, text: text, expected: key.expectation, origin: origin)
        }
    }
}
