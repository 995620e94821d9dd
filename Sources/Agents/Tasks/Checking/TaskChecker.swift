import Foundations
import Tokenization

/// Says whether a task was done, from its files and its steps; wording is free.
public enum TaskChecker {
    /// Why a run did not do its task; nil where it did.
    public static func failure(of task: AgentTask, _ run: TaskRun) -> TaskFailure? {
        if let unfinished = unfinished(run) { return unfinished }
        switch task.outcome {
        case .answer(let slot, let expected):
            guard case .answered(let answer) = run.ending else { return .gaveUp }
            guard run.files == task.files else { return .wrongFiles }
            return matches(slot, expected, answer, task) ? nil : .wrongAnswer
        case .change(let files, let test):
            guard case .answered = run.ending else { return .gaveUp }
            return change(from: task.files, to: files, test: test, run)
        case .question(let path):
            guard case .answered(let answer) = run.ending else { return .gaveUp }
            guard run.files.contains(where: { $0.path == path }) else { return .unasked }
            guard run.files == task.files else { return .wrongFiles }
            return answer.contains("?") && AnswerSlot.path.matches(path, in: answer) ? nil : .wrongAnswer
        case .removal(let path):
            guard case .answered = run.ending else { return .gaveUp }
            if run.files == task.files {
                return run.steps.contains { $0.call.name == "apply_patch" } ? .patchFailed : .noPatch
            }
            return run.files == task.files.filter { $0.path != path } ? nil : .wrongFiles
        case .report(let tolerated, let evidence):
            guard case .gaveUp = run.ending else { return .inventedAnswer }
            guard run.files == task.files || !tolerated.isEmpty && run.files == changed(task.files, tolerated) else {
                return .wrongFiles
            }
            return has(evidence, run) ? nil : .untried
        }
    }

    /// The files, with these in the place of those of the same path.
    public static func changed(_ files: [TaskFile], _ changes: [TaskFile]) -> [TaskFile] {
        files.map { file in changes.first { $0.path == file.path } ?? file }
    }

    private static func unfinished(_ run: TaskRun) -> TaskFailure? {
        switch run.ending {
        case .answered, .gaveUp: nil
        case .limit: .limit
        case .loop: .loop
        case .failed: .brokeOff
        }
    }

    /// An answer that names a value must not name another one of the same files as well.
    private static func matches(_ slot: AnswerSlot, _ expected: String, _ answer: String, _ task: AgentTask) -> Bool {
        guard slot.matches(expected, in: answer) else { return false }
        guard slot == .value else { return true }
        let others = slot.parts(of: answer).filter { $0 != expected && !task.goal.contains($0) }
        return !others.contains { other in
            task.files.contains { file in
                file.path.hasPrefix("notes/") || file.path.hasPrefix("docs/")
                    ? false : slot.parts(of: file.content).contains(other)
            }
        }
    }

    private static func change(
        from before: [TaskFile], to changes: [TaskFile], test: String, _ run: TaskRun
    ) -> TaskFailure? {
        let patches = run.steps.indices.filter { run.steps[$0].call.name == "apply_patch" }
        if patches.isEmpty { return .noPatch }
        guard let last = patches.last(where: { !run.steps[$0].observation.isError }) else { return .patchFailed }
        guard run.files == changed(before, changes) else { return .wrongFiles }
        guard let result = run.steps[last...].last(where: { isTest($0, test) }) else { return .testNotRun }
        return result.observation.isError || result.observation.exitStatus != 0 ? .testFailed : nil
    }

    private static func has(_ evidence: ReportEvidence, _ run: TaskRun) -> Bool {
        switch evidence {
        case .looked:
            run.steps.contains { ["read_file", "search_files", "list_files"].contains($0.call.name) }
        case .failedTest(let test):
            run.steps.contains { isTest($0, test) && ($0.observation.exitStatus ?? 0) != 0 }
        }
    }

    private static func isTest(_ step: TaskStep, _ test: String) -> Bool {
        step.call.name == "run_tests" && step.call.arguments["path"]?.string == test
    }
}
