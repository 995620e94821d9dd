public import Foundation
import Yams

/// Tasks that are measured one after another, as a YAML file lists them.
///
/// ```yaml
/// - kind: blimp
///   data: blimp
///   limit: 100
/// - kind: gsm8k
///   name: sums
///   data: gsm8k-test.jsonl
///   shots: 5
/// ```
public struct EvaluationSuite: Sendable, Hashable {
    /// The tasks, in their order.
    public var tasks: [SuiteTask]

    /// A suite of some tasks.
    public init(_ tasks: [SuiteTask]) {
        self.tasks = tasks
    }

    /// Reads a suite; paths in it are relative to its file.
    ///
    /// - Throws: ``SuiteError`` with the line of what cannot be understood.
    public init(yaml file: URL) throws(SuiteError) {
        let data: Data
        do {
            data = try Data(contentsOf: file)
        } catch {
            throw SuiteError(file: file.path, reason: "cannot be read: \(error.localizedDescription)")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw SuiteError(file: file.path, reason: "is no UTF-8 text")
        }
        try self.init(yaml: text, file: file)
    }

    /// Reads a suite from the text of `file`.
    public init(yaml text: String, file: URL) throws(SuiteError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw SuiteError(file: file.path, line: mark.line, reason: "not valid YAML: \(problem)")
            default: throw SuiteError(file: file.path, reason: "not valid YAML: \(error)")
            }
        } catch {
            throw SuiteError(file: file.path, reason: "not valid YAML: \(error)")
        }
        guard let entries = root?.sequence, !entries.isEmpty else {
            throw SuiteError(file: file.path, reason: "there must be a list of tasks, each '- kind: …' and 'data: …'")
        }
        tasks = []
        for entry in entries {
            let task = try SuiteTaskReader(entry, file: file).task()
            if tasks.contains(where: { $0.name == task.name }) {
                throw SuiteError(
                    file: file.path, line: entry.mark?.line,
                    reason: "two tasks are called '\(task.name)'; give one of them another 'name'")
            }
            tasks.append(task)
        }
    }
}
