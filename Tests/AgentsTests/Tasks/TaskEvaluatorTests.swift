import Agents
import Foundations
import LanguageModels
import Synchronization
import Testing
import Tokenization

@Suite("Evaluation of agents")
struct TaskEvaluatorTests {
    @Test("A model that takes the expert's turns solves everything, through the loop")
    func expert() async throws {
        let generator = TaskGenerator(seed: 8, split: .heldOut)
        let model = SolvingModel((0..<44).map(generator.task))
        let order = Mutex<[Int]>([])
        let report = try await TaskEvaluator(models: [model, model]).evaluate(generator, count: 44) { result in
            order.withLock { $0.append(result.index) }
        }
        for result in report.results {
            #expect(result.failure == nil, "\(result.task.goal): \(result.run)")
            #expect(result.chat.messages.last?.role == .assistant)
        }
        #expect(order.withLock(\.self) == Array(0..<44))
        #expect(report.total.solved == 44)
        #expect(report.impossible.successRate == 1)
        #expect(report.kinds == TaskKind.allCases)
        #expect(report.tally(of: .changeCall).steps == 4 * 4)
        #expect(report.document["kinds"]?["compute"]?["success_rate"]?.double == 1)
        #expect(report.document["total"]?["standard_error"]?.double == 0)
    }

    @Test("The share that was solved has the standard error of a mean of zeros and ones")
    func standardError() async throws {
        let generator = TaskGenerator(seed: 8, split: .heldOut)
        let solving = try await TaskEvaluator(models: [SolvingModel((0..<3).map(generator.task))])
            .evaluate(generator, count: 3)
        let failing = try await TaskEvaluator(models: [ParrotModel()]).evaluate(generator, count: 2)
        let tally = TaskTally(solving.results + failing.results)
        #expect(tally.successRate == 0.6)
        #expect(abs(try #require(tally.standardError) - (0.6 * 0.4 / 4).squareRoot()) < 1e-15)
        #expect(TaskTally(Array(solving.results.prefix(1))).standardError == nil)
    }

    @Test("A model that answers the same to everything solves nothing, and invents answers")
    func parrot() async throws {
        let generator = TaskGenerator(seed: 9, split: .heldOut)
        let report = try await TaskEvaluator(models: [ParrotModel()]).evaluate(generator, count: 22)
        #expect(report.total.solved == 0)
        let failures = report.total.failures
        #expect(failures.map(\.count).reduce(0, +) == 22)
        #expect(failures.first { $0.failure == .inventedAnswer }?.count == 8)
        #expect(failures.first { $0.failure == .wrongAnswer }?.count == 8)
        #expect(failures.first { $0.failure == .noPatch }?.count == 6)
        #expect(report.document["total"]?["failures"]?["invented answer"]?.int == 8)
    }
}

/// Takes the turns of tasks' solutions, knowing tasks by their goals.
private struct SolvingModel: LanguageModel {
    let name = "solving"
    let contextSize: Int? = nil
    private let tasks: [String: AgentTask]

    init(_ tasks: [AgentTask]) {
        self.tasks = Dictionary(tasks.map { ($0.goal, $0) }) { first, _ in first }
    }

    func tokenCount(of chat: Chat) -> Int? { nil }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        let messages = request.chat.messages
        let task = try #require(tasks[messages[1].content])
        let turn = messages.count { $0.role == .assistant }
        let message: ChatMessage =
            turn < task.solution.count
            ? .assistant(calling: task.solution[turn]) : .assistant(try #require(task.answer))
        return ModelResponse(message: message, ending: .finished, promptTokens: 10, outputTokens: 5)
    }
}

/// Looks once, and says one thing, whatever it saw.
private struct ParrotModel: LanguageModel {
    let name = "parrot"
    let contextSize: Int? = nil

    func tokenCount(of chat: Chat) -> Int? { nil }

    func respond(
        to request: ModelRequest, onText: @escaping @Sendable (String) -> Void
    ) async throws -> ModelResponse {
        let hasLooked = request.chat.messages.contains { $0.role == .tool }
        return ModelResponse(
            message: hasLooked
                ? .assistant("It is 7.") : .assistant(calling: ToolCall(name: "list_files", arguments: [:])),
            ending: .finished, promptTokens: 10, outputTokens: 5)
    }
}
