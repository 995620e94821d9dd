package import Foundations

/// A line of evaluation data: a JSON object, and where it stands.
package struct DataRecord: Sendable {
    /// The file.
    package let path: String
    /// The line, counted from 1.
    package let line: Int
    /// What the line says.
    package let object: JSONObject

    /// A fault of this line.
    package func failure(_ reason: String) -> EvaluationDataError {
        EvaluationDataError(path: path, line: line, reason: reason)
    }

    /// The text of a member that must be there.
    package func text(_ key: String) throws(EvaluationDataError) -> String {
        guard let value = object[key] else { throw failure("there is no \"\(key)\"") }
        guard let text = value.string else { throw failure("\"\(key)\" is \(value.kind), not a string") }
        return text
    }

    /// The elements of a member that must be a list.
    package func list(_ key: String) throws(EvaluationDataError) -> [JSONValue] {
        guard let value = object[key] else { throw failure("there is no \"\(key)\"") }
        guard let list = value.array else { throw failure("\"\(key)\" is \(value.kind), not a list") }
        return list
    }
}
