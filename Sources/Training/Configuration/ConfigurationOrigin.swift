/// Where a setting came from, so that an error can point at it.
public enum ConfigurationOrigin: Sendable, Hashable, CustomStringConvertible {
    /// A YAML file, with the line (from 1) where it is known.
    case file(String, line: Int?)
    /// A flag of the command line.
    case flag
    /// A value set by a program.
    case code

    public var description: String {
        switch self {
        case .file(let path, let line?): "\(path):\(line)"
        case .file(let path, nil): path
        case .flag: "command line"
        case .code: "configuration"
        }
    }
}
