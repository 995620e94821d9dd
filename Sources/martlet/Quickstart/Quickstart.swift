import Agents
import Corpus
import Foundation
import Foundations
import Generation
import Tensors
import Tokenization
import Training
import Transformer

/// The life of a small model, stage by stage: text, base model, assistant, preferences, practice.
struct Quickstart {
    let texts: [String]
    let minutes: Double
    let depth: Int
    let vocabularySize: Int
    let bytesWanted: Int
    let taskCount: Int
    let seed: UInt64
    let threads: Int?
    let allowsUnsandboxedTests: Bool
    let folder: QuickstartFolder

    /// Shares of the minutes: the base model learns language, the lessons teach it to copy, the tasks to act, preferences
    /// to behave, and practice to succeed.
    private static let shares = (base: 0.15, lessons: 0.06, tasks: 0.54, preferences: 0.07, practice: 0.18)

    /// Goes through all stages, and writes their figures into the folder.
    func run() async throws -> QuickstartReport {
        try checkTexts()
        try folder.create()
        var report = QuickstartReport(device: CPUDevice(threadCount: threads), folder: folder)
        do { try await live(&report) } catch let QuickstartInterruption.training(run, command) {
            report.resume = (run, command)
        }
        try AtomicFile.write(report.json.serialized(pretty: true) + "\n", to: folder.figures)
        return report
    }

    private func live(_ report: inout QuickstartReport) async throws {
        let device = report.device
        let (inputs, byteCount, textStage) = try gatherText()
        report.stages.append(textStage)
        let (text, transcriptStage) = try await writeTranscripts(trainingMinutes: minutes * Self.shares.tasks)
        report.stages.append(transcriptStage)
        let (tokenizer, tokenizerStage) = try trainTokenizer(inputs, byteCount, text)
        report.stages.append(tokenizerStage)
        report.stages.append(try buildCorpus(inputs, byteCount, tokenizer))
        report.stages.append(try pretrain(minutes * Self.shares.base, tokenizer, device, &report))
        report.stages.append(
            try fineTune(
                "lessons", from: folder.base, on: folder.lists, into: folder.copying, tokensPerStep: 2048,
                minutes * Self.shares.lessons, device))
        report.stages.append(
            try fineTune(
                "tasks", from: folder.copying, on: folder.work, into: folder.tuned, tokensPerStep: 3072,
                minutes * Self.shares.tasks, device))
        report.stages.append(try prefer(minutes * Self.shares.preferences, device))
        report.stages.append(try practise(minutes * Self.shares.practice, device))
        report.stages.append(try await measure(tokenizer, device, &report))
        report.stages.append(try writeSamples(tokenizer, device, &report))
        report.exampleGoal = try layOutExample()
    }

    /// Refuses a text that is none before an earlier quickstart is replaced.
    private func checkTexts() throws {
        for text in texts {
            let found = try InputFiles([text])
            if found.files.isEmpty {
                throw CorpusError.noFiles(inputs: [text], skipped: found.skipped.values.reduce(0, +))
            }
            if folder.contains(text) {
                throw CommandFailure(
                    "\(text) lies in \(folder.url.path), which is replaced: choose another folder with --output")
            }
        }
    }

    /// Ends an early stage when the user asks for it.
    func checkInterruption() throws(Interruption) {
        try Interruption.check("\(folder.url.path) holds what was made so far; the next quickstart replaces it")
    }

    func say(_ stage: String, _ text: String) {
        StatusLine.note("\(stage.padded(to: 12))\(text)")
    }
}
