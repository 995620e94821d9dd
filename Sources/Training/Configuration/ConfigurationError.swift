/// Why a configuration was refused.
public enum ConfigurationError: Error, Hashable, CustomStringConvertible {
    /// The file cannot be read.
    case unreadable(file: String, reason: String)
    /// The file is not YAML, or not a mapping from names to values.
    case malformed(origin: ConfigurationOrigin, reason: String)
    /// No setting has this name; `suggestion` is the nearest one that exists.
    case unknownKey(name: String, origin: ConfigurationOrigin, suggestion: String?)
    /// The text is no value of this setting.
    case invalidValue(key: String, text: String, expected: String, origin: ConfigurationOrigin)
    /// A value that cannot work, alone or beside the others.
    case unusable(key: String, reason: String)
    /// A setting without which nothing can start.
    case missing(key: String, reason: String)
    /// A resumed run was asked to differ in a setting that decides its weights.
    case changedOnResume(key: String, recorded: String, given: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "cannot read the configuration \(file): \(reason)"
        case .malformed(let origin, let reason):
            "\(origin): \(reason)"
        case .unknownKey(let name, let origin, let suggestion):
            "\(origin): unknown key '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
        case .invalidValue(let key, let text, let expected, .flag):
            "--\(key.split(separator: "_").joined(separator: "-")): '\(text)' is not \(expected)"
        case .invalidValue(let key, let text, let expected, let origin):
            "\(origin): \(key): '\(text)' is not \(expected)"
        case .unusable(let key, let reason):
            "\(key): \(reason)"
        case .missing(let key, let reason):
            "\(key) is missing: \(reason)"
        case .changedOnResume(let key, let recorded, let given):
            "\(key): the run was started with \(recorded), so it cannot be resumed with \(given): "
                + "drop the setting to resume, or start a new run in another folder"
        }
    }
}
