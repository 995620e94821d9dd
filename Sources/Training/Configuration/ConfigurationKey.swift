/// One named setting of a configuration: its name, what it means, and how it is read from and written as text.
public struct ConfigurationKey<Settings>: Sendable {
    /// The name in YAML, in snake case: `hidden_size`.
    public let name: String

    /// One line that says what the setting does, with its unit and its default.
    public let summary: String

    /// What a value looks like: "a whole number", "one of cosine, linear".
    public let expectation: String

    /// A short word for a value in a list of flags: "n", "text".
    public let placeholder: String

    /// Whether a run that is resumed may change the setting, because it changes no weight and no loss.
    public let mayChangeOnResume: Bool

    /// Reads the text into the settings; false where the text is no such value.
    let assign: @Sendable (inout Settings, String) -> Bool

    /// The value as text; nil where none is set.
    let text: @Sendable (Settings) -> String?

    /// Whether the value is free text, which YAML has to quote.
    let isText: Bool

    /// Whether the setting may be left without a value.
    let isOptional: Bool

    /// The name as a flag of the command line, in kebab case: `--hidden-size`.
    public var flag: String { "--" + name.split(separator: "_").joined(separator: "-") }

    /// The value that `settings` hold, as text; nil where none is set.
    public func value(in settings: Settings) -> String? { text(settings) }

    /// A setting that always has a value.
    static func value<Value: ConfigurationValue>(
        _ name: String, _ path: any WritableKeyPath<Settings, Value> & Sendable, resume: Bool = false, _ summary: String
    ) -> Self {
        Self(
            name: name, summary: summary, expectation: Value.expectation, placeholder: Value.placeholder,
            mayChangeOnResume: resume,
            assign: { settings, text in
                guard let value = Value(configurationText: text) else { return false }
                settings[keyPath: path] = value
                return true
            },
            text: { $0[keyPath: path].configurationText },
            isText: Value.self == String.self, isOptional: false
        )
    }

    /// A setting that is worked out from the others where it is not given.
    static func derived<Value: ConfigurationValue>(
        _ name: String, _ path: any WritableKeyPath<Settings, Value?> & Sendable, resume: Bool = false,
        _ summary: String
    ) -> Self {
        Self(
            name: name, summary: summary, expectation: Value.expectation, placeholder: Value.placeholder,
            mayChangeOnResume: resume,
            assign: { settings, text in
                guard let value = Value(configurationText: text) else { return false }
                settings[keyPath: path] = value
                return true
            },
            text: { $0[keyPath: path]?.configurationText },
            isText: Value.self == String.self, isOptional: true
        )
    }
}
