/// Why a file of judgements cannot be gone on with.
package enum JudgementFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A line is no JSON object, and is not the last one, which a kill may have cut short.
    case notJSON(path: String, line: Int, reason: String)
    /// Another program is writing to it.
    case inUse(path: String)

    package var description: String {
        switch self {
        case .notJSON(let path, let line, let reason):
            "\(path):\(line): \(reason); judgements are appended only to a file of JSON Lines: mend it, or give another "
                + "--output"
        case .inUse(let path): "\(path): another program is collecting judgements in it; give another --output"
        }
    }
}
