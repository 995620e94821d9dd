public import Foundation
import Yams

extension KeyedConfiguration {
    /// Reads the settings that a YAML file gives; the others keep their defaults.
    ///
    /// - Throws: ``ConfigurationError``, which names the file and, where it is known, the line.
    public init(yaml file: URL) throws(ConfigurationError) {
        self.init()
        try apply(yaml: file)
    }

    /// Reads the settings that `text` gives; `file` is the name under which errors speak of it.
    public init(yaml text: String, file: String) throws(ConfigurationError) {
        self.init()
        try apply(yaml: text, file: file)
    }

    /// Takes over the settings that a YAML file gives and leaves the others as they are.
    public mutating func apply(yaml file: URL) throws(ConfigurationError) {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw .unreadable(file: file.path, reason: Self.reason(error))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .unreadable(file: file.path, reason: "it is not UTF-8 text")
        }
        try apply(yaml: text, file: file.path)
    }

    /// Takes over the settings that `text` gives; `file` is the name under which errors speak of it.
    public mutating func apply(yaml text: String, file: String) throws(ConfigurationError) {
        guard let root = try Self.compose(text, file: file) else { return }
        if let scalar = root.scalar, scalar.style == .plain, scalar.string.isEmpty { return }
        guard let mapping = root.mapping else {
            throw .malformed(
                origin: .file(file, line: root.mark?.line), reason: "expected settings, one 'key: value' a line")
        }
        for (key, value) in mapping {
            let origin = ConfigurationOrigin.file(file, line: key.mark?.line)
            guard let name = key.scalar?.string else {
                throw .malformed(origin: origin, reason: "a key must be a name")
            }
            guard let scalar = value.scalar else {
                guard let known = Self.key(name) else {
                    try set(name, to: "", from: origin)
                    continue
                }
                throw .invalidValue(key: name, text: "a list or mapping", expected: known.expectation, origin: origin)
            }
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            if isNull, let known = Self.key(name) {
                guard known.isOptional else {
                    throw .invalidValue(key: name, text: scalar.string, expected: known.expectation, origin: origin)
                }
                continue
            }
            try set(name, to: scalar.string, from: origin)
        }
    }

    /// The settings as YAML that reads back as the same settings, each below the line that explains it.
    ///
    /// - Parameter heading: lines of comment at the top.
    public func yaml(heading: [String] = []) -> String {
        var lines = heading.map { $0.isEmpty ? "#" : "# \($0)" }
        for key in Self.keys {
            guard let value = key.text(self) else { continue }
            lines.append("")
            lines.append("# \(key.summary)")
            lines.append("\(key.name): \(key.isText ? Self.quoted(value) : value)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func compose(_ text: String, file: String) throws(ConfigurationError) -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw .malformed(origin: .file(file, line: mark.line), reason: "not valid YAML: \(problem)")
            case .duplicatedKeysInMapping(let duplicates, _):
                let names = duplicates.joined(separator: ", ")
                throw .malformed(origin: .file(file, line: nil), reason: "given more than once: \(names)")
            default:
                throw .malformed(origin: .file(file, line: nil), reason: "not valid YAML: \(error)")
            }
        } catch {
            throw .malformed(origin: .file(file, line: nil), reason: "not valid YAML: \(error)")
        }
    }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription
        }
        return String(cString: strerror(Int32(code)))
    }

    /// `text` as a double-quoted scalar of YAML, control characters escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            case "\u{2028}": result += "\\L"
            case "\u{2029}": result += "\\P"
            case "\u{FEFF}": result += "\\uFEFF"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
