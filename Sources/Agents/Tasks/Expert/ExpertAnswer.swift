/// What an agent says in the end who knows what to do: one fixed form for each kind.
enum ExpertAnswer {
    static func mention(in path: String) -> String { "\(path) mentions it." }

    /// The line that sets a key, as a search shows it: evidence and answer in one.
    static func line(of key: String, in file: TaskFile) -> String? {
        let lines = file.content.split(separator: "\n", omittingEmptySubsequences: false)
        guard let place = lines.firstIndex(where: { $0.hasPrefix(key + " ") || $0.hasPrefix(key + ":") }) else {
            return nil
        }
        return "\(file.path):\(place + 1): \(lines[place])"
    }

    static func result(_ number: String) -> String { "The result is \(number)." }

    static let changed = "Done, the test passes."

    static func question(about path: String) -> String { "This cannot be undone. Shall I delete \(path)?" }

    static func removed(_ path: String) -> String { "Done, \(path) is deleted." }

    static func reason(_ kind: TaskKind) -> String {
        switch kind {
        case .missingFile: "the file is not there"
        case .missingValue: "the value is not in the file"
        case .noMention: "no file mentions it"
        case .hopelessTest: "the test still fails"
        case .findMention, .readValue, .compute, .changeCall, .changeTwoFiles, .removeFile, .removeConfirmed:
            "it cannot be done"
        }
    }
}
