import Corpus
import Evaluation
import Foundation
import Foundations

extension SuiteTask {
    /// Reads the data, and joins them with the task.
    ///
    /// - Throws: the errors of reading data, with file and line, and `EvaluationError` where there are too few examples.
    func prepare() throws -> PreparedTask {
        switch kind {
        case .blimp: return try prepared(read(MinimalPair.read).flatMap(\.self), [:]) { _ in MinimalPairsTask() }
        case .multipleChoice:
            let (examples, questions) = try FewShot.split(
                read(ChoiceQuestion.read).flatMap(\.self), examples: shotsFrom.map(ChoiceQuestion.read),
                count: shots ?? 0)
            return try prepared([questions], ["shots": .integer(shots ?? 0)]) { _ in
                MultipleChoiceTask(examples: examples)
            }
        case .bitsPerByte:
            let (window, overlap) = (window, overlap)
            return try prepared(
                texts(), ["window": window.map { .integer($0) } ?? .null, "overlap": .integer(overlap)]
            ) { _ in RollingTask(window: window, overlap: overlap) }
        case .gsm8k:
            let (examples, problems) = try FewShot.split(
                read(WordProblem.read).flatMap(\.self), examples: shotsFrom.map(WordProblem.read), count: shots ?? 5)
            let (tokens, isPlain) = (maximumTokens ?? 256, isPlain)
            return try prepared(
                [problems],
                ["shots": .integer(examples.count), "max_tokens": .integer(tokens), "plain": .bool(isPlain)]
            ) {
                WordProblemsTask(
                    examples: examples, maximumTokens: tokens, asConversation: $0.takesConversations && !isPlain)
            }
        case .ifeval:
            let (tokens, isPlain) = (maximumTokens ?? 512, isPlain)
            return try prepared(
                read(IFEvalPrompt.read), ["max_tokens": .integer(tokens), "plain": .bool(isPlain)]
            ) { IFEvalTask(maximumTokens: tokens, asConversation: $0.takesConversations && !isPlain) }
        }
    }

    private func read<Samples>(_ read: (URL) throws -> Samples) throws -> [Samples] { try data.map(read) }

    private func texts() throws -> [[TextSample]] {
        let documents = try TextDocuments(data.map(\.path))
        var files: [[TextSample]] = []
        for file in documents.files {
            var samples: [TextSample] = []
            try documents.forEach(in: file) { samples.append(TextSample(origin: file.path, bytes: $0)) }
            files.append(samples.filter { !$0.bytes.isEmpty })
        }
        return files
    }

    private func prepared<Task: EvaluationTask>(
        _ files: [[Task.Sample]], _ settings: JSONObject, _ make: @escaping @Sendable (any EvaluatedModel) -> Task
    ) throws -> PreparedTask {
        let (samples, notes) = SampleChoice(limit: limit).chosen(of: files)
        guard !samples.isEmpty else { throw EvaluationError.noSamples(task: name) }
        return PreparedTask(samples, settings: settings, notes: notes, make: make)
    }
}
