/// What became of many tasks: how many were solved, what they took, and how the others failed.
public struct TaskTally: Sendable, Hashable {
    /// How many there were.
    public private(set) var count = 0
    /// How many were solved.
    public private(set) var solved = 0
    /// Turns of the model, over all of them.
    public private(set) var steps = 0
    /// Tokens that the model read, over all of them.
    public private(set) var promptTokens = 0
    /// Tokens that the model produced, over all of them.
    public private(set) var outputTokens = 0
    /// Seconds that the model and the tools worked, over all of them.
    public private(set) var seconds = 0.0
    private var failureCounts: [TaskFailure: Int] = [:]

    /// The tally of these tasks.
    public init(_ results: [TaskResult] = []) {
        for result in results { add(result) }
    }

    /// Counts a task in.
    public mutating func add(_ result: TaskResult) {
        count += 1
        steps += result.usage.steps
        promptTokens += result.usage.promptTokens
        outputTokens += result.usage.outputTokens
        seconds += result.usage.seconds
        if let failure = result.failure { failureCounts[failure, default: 0] += 1 } else { solved += 1 }
    }

    /// The share that was solved, 0 to 1; 0 where there were none.
    public var successRate: Double { count == 0 ? 0 : Double(solved) / Double(count) }

    /// The standard error of ``successRate``, sqrt(p (1 - p) / (n - 1)); nil for fewer than two tasks.
    public var standardError: Double? {
        count < 2 ? nil : (successRate * (1 - successRate) / Double(count - 1)).squareRoot()
    }

    /// How the others failed, the most frequent first.
    public var failures: [(failure: TaskFailure, count: Int)] {
        TaskFailure.allCases.compactMap { failure in failureCounts[failure].map { (failure, $0) } }
            .sorted { $0.1 > $1.1 }
    }

    /// A figure of all tasks as the mean of one.
    public func mean(_ total: Int) -> Double { count == 0 ? 0 : Double(total) / Double(count) }
}
