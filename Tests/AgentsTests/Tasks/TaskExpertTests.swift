import Agents
import Foundation
import Foundations
import Testing
import Tokenization

@Suite("The expert")
struct TaskExpertTests {
    @Test("The solution of every task passes its check", arguments: TaskKind.allCases)
    func solves(kind: TaskKind) async throws {
        let expert = TaskExpert(at: try TaskWorkplace())
        for split in TaskSplit.allCases {
            for phrasings in PhrasingSet.allCases {
                for task in TaskSamples.tasks(kind, 12, seed: 21, split: split, phrasings: phrasings) {
                    let (_, run) = try await expert.perform(task)
                    let failure = TaskChecker.failure(of: task, run)
                    #expect(failure == nil, "\(task.goal): \(run)")
                }
            }
        }
    }

    @Test("Tests fail before the change and pass after it", arguments: [TaskKind.changeCall, .changeTwoFiles])
    func realTests(kind: TaskKind) async throws {
        let expert = TaskExpert(at: try TaskWorkplace())
        for task in TaskSamples.tasks(kind, 25) {
            guard case .change(_, let test) = task.outcome else { continue }
            let call = ToolCall(name: "run_tests", arguments: ["path": .string(test)])
            let (_, before) = try await expert.perform(task, calls: [call])
            #expect(before.steps[0].observation.exitStatus == 1, "\(task.goal): \(before.steps)")
            let (_, after) = try await expert.perform(task)
            #expect(after.steps.last?.observation.exitStatus == 0)
        }
    }

    @Test("Half of a change in two files does not pass the test")
    func halfChange() async throws {
        let expert = TaskExpert(at: try TaskWorkplace())
        for task in TaskSamples.tasks(.changeTwoFiles, 12) {
            guard var patch = task.solution.first(where: { $0.name == "apply_patch" }),
                let text = patch.arguments["patch"]?.string, let test = task.solution.last
            else { continue }
            let parts = text.components(separatedBy: "*** Update File: ")
            for kept in parts[1...] {
                let end = kept.hasSuffix("*** End Patch") ? "" : "*** End Patch"
                patch.arguments["patch"] = .string("*** Begin Patch\n*** Update File: " + kept + end)
                let (_, run) = try await expert.perform(task, calls: [patch, test])
                #expect(run.steps[0].observation.changedPaths.count == 1)
                #expect(run.steps[1].observation.exitStatus == 1)
                #expect(TaskChecker.failure(of: task, run) == .wrongFiles)
            }
        }
    }

    @Test("What cannot be done cannot be done")
    func impossible() async throws {
        for task in TaskSamples.tasks(.missingFile, 40) {
            let missing = task.solution.dropLast().last?.arguments["path"]?.string ?? ""
            #expect(task.goal.contains(missing) && !task.files.contains { $0.path == missing })
        }
        for task in TaskSamples.tasks(.noMention, 40) {
            let word = TaskSamples.argument("query", of: "search_files", in: task) ?? ""
            #expect(task.goal.contains(word) && !task.files.contains { ($0.path + $0.content).contains(word) })
        }
        for task in TaskSamples.tasks(.missingValue, 40) {
            let path = TaskSamples.argument("path", of: "search_files", in: task) ?? ""
            let file = task.files.first { $0.path == path }
            let keys = file?.content.split(separator: "\n").compactMap {
                $0.split(whereSeparator: { " :".contains($0) }).first
            }
            #expect(keys.map { $0.contains { task.goal.contains($0) } } == false, "\(task.goal)")
        }
        let expert = TaskExpert(at: try TaskWorkplace())
        for task in TaskSamples.tasks(.hopelessTest, 25) {
            guard case .report(let tolerated, .failedTest(let test)) = task.outcome else { continue }
            let call = ToolCall(name: "run_tests", arguments: ["path": .string(test)])
            let (_, before) = try await expert.perform(task, calls: [call])
            #expect(before.steps[0].observation.exitStatus == 1)
            let (_, after) = try await expert.perform(task)
            #expect(after.steps.last?.observation.exitStatus == 1)
            #expect(after.files == TaskChecker.changed(task.files, tolerated))
        }
    }

    @Test("Transcripts do not depend on how many are worked on at a time")
    func jobs() async throws {
        var made: [[JSONValue]] = []
        for jobs in [1, 3] {
            var documents: [JSONValue] = []
            let corpus = TaskCorpus(TaskGenerator(seed: 5, split: .training))
            try await corpus.make(20, jobs: jobs) { _, chat in documents.append(TaskTranscript.document(chat)) }
            made.append(documents)
        }
        #expect(made[0].count == 20)
        #expect(made[0] == made[1])
    }

    @Test("A transcript has the shape of OpenAI's chat API")
    func document() async throws {
        let task = TaskSamples.tasks(.readValue, 1)[0]
        let chat = try await TaskExpert(at: try TaskWorkplace()).transcript(for: task)
        let document = TaskTranscript.document(chat)
        let messages = document["messages"]?.array ?? []
        #expect(messages.map { $0["role"]?.string } == ["system", "user", "assistant", "tool", "assistant"])
        let call = messages[2]["tool_calls"]?[0]
        #expect(call?["function"]?["name"]?.string == "search_files")
        let arguments = try JSONValue(
            parsing: call?["function"]?["arguments"]?.string ?? "", source: "arguments")
        #expect(arguments["path"]?.string == TaskSamples.argument("path", of: "search_files", in: task))
        #expect(messages[3]["tool_call_id"] == call?["id"])
        #expect(messages[4]["content"]?.string == task.answer)
        #expect(document["tools"]?.array?.count == 7)
        #expect(TaskTranscript.document(chat, includesTools: false)["tools"] == nil)
    }
}
