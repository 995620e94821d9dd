import Foundation
import Yams

/// Reads a task from its entry in the list of a suite.
struct SuiteTaskReader {
    private let entry: Node
    private let file: URL

    init(_ entry: Node, file: URL) {
        self.entry = entry
        self.file = file
    }

    func task() throws(SuiteError) -> SuiteTask {
        guard let mapping = entry.mapping else {
            throw failure(entry, "a task is a mapping with 'kind' and 'data'")
        }
        var values: [SuiteSetting: Node] = [:]
        for (key, value) in mapping {
            guard let setting = key.scalar.flatMap({ SuiteSetting(rawValue: $0.string) }) else {
                throw failure(
                    key, "'\(key.scalar?.string ?? "a key")' is no setting; \(Self.known(SuiteSetting.allCases))")
            }
            guard values.updateValue(value, forKey: setting) == nil else {
                throw failure(key, "'\(setting.rawValue)' is given twice")
            }
        }
        let kind = try kind(values[.kind])
        let allowed = SuiteSetting.common + kind.settings
        for (key, _) in mapping where !allowed.contains(where: { $0.rawValue == key.scalar?.string }) {
            throw failure(key, "\(kind.rawValue) has no '\(key.scalar?.string ?? "")'; \(Self.known(allowed))")
        }
        guard let data = values[.data] else { throw failure(entry, "there is no 'data': a file, a folder, or a list") }
        var task = SuiteTask(kind, data: try paths(data))
        if let name = values[.name] { task.name = try self.name(name) }
        task.limit = try number(.limit, values)
        task.shots = try number(.shots, values)
        task.shotsFrom = try values[.shotsFrom].map { node throws(SuiteError) in try path(node) }
        task.maximumTokens = try number(.maxTokens, values)
        task.window = try number(.window, values)
        task.overlap = try number(.overlap, values) ?? 1
        if let window = task.window, window <= task.overlap {
            throw failure(entry, "'window' must be more than 'overlap'")
        }
        if let plain = values[.plain] {
            guard let isPlain = plain.bool else { throw failure(plain, "'plain' must be true or false") }
            task.isPlain = isPlain
        }
        return task
    }

    private func kind(_ node: Node?) throws(SuiteError) -> SuiteTaskKind {
        let names = SuiteTaskKind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let node else { throw failure(entry, "there is no 'kind': one of \(names)") }
        guard let text = node.scalar?.string, let kind = SuiteTaskKind(rawValue: text) else {
            throw failure(node, "'\(node.scalar?.string ?? "a list")' is no kind of a suite's tasks: one of \(names)")
        }
        return kind
    }

    /// A name that may be that of a folder.
    private func name(_ node: Node) throws(SuiteError) -> String {
        guard let text = node.scalar?.string, !text.isEmpty, !text.hasPrefix("."), !text.contains("/"),
            text.utf8.count < 200
        else { throw failure(node, "'name' must be a text that can name a folder") }
        return text
    }

    private func number(_ setting: SuiteSetting, _ values: [SuiteSetting: Node]) throws(SuiteError) -> Int? {
        guard let node = values[setting] else { return nil }
        let least = setting.least ?? 0
        guard let number = node.int, number >= least else {
            throw failure(node, "'\(setting.rawValue)' must be a whole number of at least \(least)")
        }
        return number
    }

    private func paths(_ node: Node) throws(SuiteError) -> [URL] {
        guard let list = node.sequence else { return [try path(node)] }
        guard !list.isEmpty else { throw failure(node, "'data' names no file") }
        var urls: [URL] = []
        for item in list { urls.append(try path(item)) }
        return urls
    }

    private func path(_ node: Node) throws(SuiteError) -> URL {
        guard let text = node.scalar?.string, !text.isEmpty else { throw failure(node, "a path must be a text") }
        return URL(filePath: text, relativeTo: file.absoluteURL.deletingLastPathComponent()).standardizedFileURL
    }

    private func failure(_ node: Node, _ reason: String) -> SuiteError {
        SuiteError(file: file.path, line: node.mark?.line, reason: reason)
    }

    private static func known(_ settings: [SuiteSetting]) -> String {
        "known are \(settings.map(\.rawValue).joined(separator: ", "))"
    }
}
