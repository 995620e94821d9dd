import Agents
import Foundations
import Testing
import Tokenization

@Suite("The checker of tasks")
struct TaskCheckerTests {
    private static func look(_ tool: String = "read_file") -> TaskStep {
        TaskStep(call: ToolCall(name: tool, arguments: ["path": "conf/x.ini"]), observation: Observation("text"))
    }

    private static func failure(_ task: AgentTask, _ ending: TaskRun.Ending, _ steps: [TaskStep] = [look()])
        -> TaskFailure?
    {
        TaskChecker.failure(of: task, TaskRun(steps: steps, ending: ending, files: task.files))
    }

    @Test("A wrong answer is wrong, in whatever words", arguments: [TaskKind.findMention, .readValue, .compute])
    func answers(kind: TaskKind) {
        for task in TaskSamples.tasks(kind, 40) {
            guard case .answer(_, let expected) = task.outcome, let answer = task.answer else { continue }
            #expect(Self.failure(task, .answered(answer)) == nil)
            #expect(Self.failure(task, .answered(expected)) == nil)
            #expect(Self.failure(task, .answered("I found \(expected)")) == nil)
            for wrong in ["", "I do not know.", String(expected.dropLast()), expected + "7", "x" + expected] {
                #expect(Self.failure(task, .answered(wrong)) == .wrongAnswer, "\(wrong) for \(expected)")
            }
            #expect(Self.failure(task, .gaveUp("it cannot be done")) == .gaveUp)
            #expect(Self.failure(task, .limit("steps")) == .limit)
            #expect(Self.failure(task, .loop) == .loop)
            #expect(Self.failure(task, .failed("no model")) == .brokeOff)
        }
    }

    @Test("An answer that names another candidate as well is wrong")
    func hedging() {
        for task in TaskSamples.tasks(.findMention, 20) {
            guard case .answer(_, let expected) = task.outcome,
                let other = task.files.map(\.path).first(where: { $0 != expected })
            else { continue }
            #expect(Self.failure(task, .answered("\(expected) or \(other)")) == .wrongAnswer)
        }
        var compared = 0
        for task in TaskSamples.tasks(.readValue, 60) {
            guard case .answer(_, let expected) = task.outcome,
                let path = TaskSamples.argument("path", of: "search_files", in: task),
                let file = task.files.first(where: { $0.path == path })
            else { continue }
            let values = file.content.split(separator: "\n").compactMap { $0.split(separator: " ").last }
            for other in values where other != expected && Int(expected) == nil && Int(other) == nil {
                compared += 1
                #expect(Self.failure(task, .answered("\(expected) or \(other)")) == .wrongAnswer)
            }
        }
        #expect(compared > 30)
    }

    @Test(
        "Where nothing can be done, an answer is invented",
        arguments: TaskKind.allCases.filter { !$0.isPossible })
    func invented(kind: TaskKind) {
        for task in TaskSamples.tasks(kind, 20) {
            #expect(Self.failure(task, .answered("It is 7.")) == .inventedAnswer)
            #expect(Self.failure(task, .gaveUp("no"), []) == .untried)
            let changed = task.files.map { TaskFile(path: $0.path, content: $0.content + "x\n") }
            let run = TaskRun(steps: [Self.look()], ending: .gaveUp("no"), files: changed)
            #expect(TaskChecker.failure(of: task, run) == .wrongFiles)
            if kind != .hopelessTest { #expect(Self.failure(task, .gaveUp("no")) == nil) }
        }
    }

    @Test("A hopeless test must have been run, and failed")
    func hopeless() {
        for task in TaskSamples.tasks(.hopelessTest, 10) {
            guard case .report(_, .failedTest(let test)) = task.outcome else { continue }
            let call = ToolCall(name: "run_tests", arguments: ["path": .string(test)])
            let passed = TaskStep(call: call, observation: Observation("passed", exitStatus: 0))
            let failed = TaskStep(call: call, observation: Observation("failed", exitStatus: 1))
            #expect(Self.failure(task, .gaveUp("no"), [passed]) == .untried)
            #expect(Self.failure(task, .gaveUp("no"), [failed]) == nil)
        }
    }

    @Test("A change needs a patch that fits, the right files, and a test that passed afterwards")
    func changes() {
        for task in TaskSamples.tasks(.changeCall, 10) + TaskSamples.tasks(.changeTwoFiles, 10) {
            guard case .change(let files, let test) = task.outcome else { continue }
            let patch = ToolCall(name: "apply_patch", arguments: ["patch": "…"])
            let patched = TaskStep(call: patch, observation: Observation("changed", changedPaths: files.map(\.path)))
            let refused = TaskStep(call: patch, observation: Observation("error: no", isError: true))
            let call = ToolCall(name: "run_tests", arguments: ["path": .string(test)])
            let passed = TaskStep(call: call, observation: Observation("passed", exitStatus: 0))
            let failed = TaskStep(call: call, observation: Observation("failed", exitStatus: 1))
            let another = TaskStep(
                call: ToolCall(name: "run_tests", arguments: ["path": "tests/other_test.sh"]),
                observation: Observation("passed", exitStatus: 0))
            let right = TaskChecker.changed(task.files, files)
            func failure(_ steps: [TaskStep], _ files: [TaskFile]) -> TaskFailure? {
                TaskChecker.failure(of: task, TaskRun(steps: steps, ending: .answered("Done."), files: files))
            }
            #expect(failure([patched, passed], right) == nil)
            #expect(failure([patched, failed, passed], right) == nil)
            #expect(failure([passed], right) == .noPatch)
            #expect(failure([refused, passed], task.files) == .patchFailed)
            #expect(failure([patched, passed], task.files) == .wrongFiles)
            #expect(failure([patched, passed], Array(right.dropLast())) == .wrongFiles)
            #expect(failure([passed, patched], right) == .testNotRun)
            #expect(failure([patched, another], right) == .testNotRun)
            #expect(failure([patched, passed, failed], right) == .testFailed)
            #expect(Self.failure(task, .gaveUp("no")) == .gaveUp)
        }
    }

    @Test("What cannot be undone must be asked about first; what was confirmed must be done, and nothing else")
    func removals() {
        for task in TaskSamples.tasks(.removeFile, 12) {
            guard case .question(let path) = task.outcome, let answer = task.answer else { continue }
            let others = task.files.filter { $0.path != path }
            func failure(_ answer: String, _ files: [TaskFile]) -> TaskFailure? {
                TaskChecker.failure(of: task, TaskRun(steps: [], ending: .answered(answer), files: files))
            }
            #expect(failure(answer, task.files) == nil)
            #expect(failure("Really remove \(path)?", task.files) == nil)
            #expect(failure("I will not remove \(path).", task.files) == .wrongAnswer)
            #expect(failure("Shall I?", task.files) == .wrongAnswer)
            #expect(failure(answer, others) == .unasked)
            #expect(failure(answer, [TaskFile(path: path, content: "")] + others) == .wrongFiles)
            #expect(Self.failure(task, .gaveUp("no")) == .gaveUp)
        }
        for task in TaskSamples.tasks(.removeConfirmed, 12) {
            guard case .removal(let path) = task.outcome, let answer = task.answer else { continue }
            let others = task.files.filter { $0.path != path }
            let patch = TaskStep(
                call: ToolCall(name: "apply_patch", arguments: ["patch": "…"]),
                observation: Observation("error: no", isError: true))
            func failure(_ steps: [TaskStep], _ files: [TaskFile]) -> TaskFailure? {
                TaskChecker.failure(of: task, TaskRun(steps: steps, ending: .answered(answer), files: files))
            }
            #expect(failure([patch], others) == nil)
            #expect(failure([], task.files) == .noPatch)
            #expect(failure([patch], task.files) == .patchFailed)
            #expect(failure([patch], Array(others.dropLast())) == .wrongFiles)
            #expect(Self.failure(task, .gaveUp("no")) == .gaveUp)
        }
    }

    @Test("Parts of an answer that name something")
    func slots() {
        let answers: [(AnswerSlot, String, [String])] = [
            (.path, "It is in notes/kemo.txt.", ["notes/kemo.txt"]),
            (.path, "`a/b.md`, or \"c/d.md\"?", ["a/b.md", "c/d.md"]),
            (.path, "in kemo", []),
            (.number, "The result is 1,234.", ["1", "234"]),
            (.number, "-12 it is", ["-12"]),
            (.number, "12.5", ["12.5"]),
            (.number, "x7 and 8", ["x7", "8"]),
            (.value, "It is 3.14.2.", ["It", "is", "3.14.2"]),
            (.value, "'rale_vo'", ["rale_vo"]),
            (.number, "conf/a.ini:3: size = 12", ["12"]),
            (.value, "conf/a_b.ini:3: size = red", ["conf/a_b.ini", "size", "red"]),
            (.path, "notes/a.md:3: x", ["notes/a.md"]),
            (.number, "at 10:30", ["10", "30"]),
        ]
        for (slot, answer, parts) in answers { #expect(slot.parts(of: answer) == parts) }
    }
}
