import ArgumentParser
import Training

extension KeyedConfiguration {
    /// The explanation of a setting as a flag, with its default.
    static func argumentHelp(_ name: String) -> ArgumentHelp {
        guard let key = key(name) else { preconditionFailure("no setting is called \(name)") }
        // What is worked out from other settings says so itself.
        let preset = key.value(in: Self()).map { $0.isEmpty ? "" : " (default: \($0))" } ?? ""
        return ArgumentHelp("\(key.summary.dropLast())\(preset).", valueName: key.placeholder)
    }
}
