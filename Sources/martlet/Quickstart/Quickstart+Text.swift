import Agents
import Corpus
import Foundation
import Foundations
import Training

extension Quickstart {
    /// The given texts and the project's own, filled up with stories.
    func gatherText() throws -> (inputs: [String], byteCount: Int, stage: QuickstartStage) {
        say("text", "looking for text")
        var inputs = texts + ProjectText.paths()
        var written = 0, bytes = 0
        let elapsed = try seconds {
            let found = inputs.isEmpty ? 0 : try InputFiles(inputs).files.reduce(0) { $0 + $1.byteCount }
            let missing = bytesWanted - found
            bytes = found
            guard missing > 0 else { return }
            let generator = StoryGenerator(seed: seed)
            let average = (0..<100).reduce(0) { $0 + generator.story(at: $1).text.utf8.count } / 100
            written = max(1, missing / max(average, 1))
            say("text", "writing \(FigureFormat.grouped(written)) stories")
            try StoryExport(generator).write(written, to: folder.stories, as: .jsonLines) {
                try checkInterruption()
                bytes += $0.text.utf8.count
            }
            inputs.append(folder.stories.path)
        }
        let outcome =
            "\(Figures.megabytes(bytes))" + (written > 0 ? ", \(FigureFormat.grouped(written)) stories of it" : "")
        return (inputs, bytes, QuickstartStage("text", seconds: elapsed, outcome: outcome))
    }

    /// Kinds that take turns in training: those with more to copy come more often.
    private static let trainedKinds: [TaskKind] = [
        .findMention, .changeCall, .compute, .missingFile, .changeTwoFiles, .readValue, .changeCall, .hopelessTest,
        .removeFile, .compute, .missingValue, .changeTwoFiles, .noMention, .removeConfirmed, .hopelessTest, .changeCall,
    ]

    /// How often experts ramble, make things up or delete unasked where there is room for it: mostly, so that preferences
    /// have something to change.
    private static let habitShare = 0.6

    /// Lessons in copying, and transcripts of an expert who solves tasks with the agent's tools.
    ///
    /// - Returns: what is said in the transcripts, for the vocabulary to be trained on.
    func writeTranscripts(trainingMinutes: Double) async throws -> (text: [UInt8], stage: QuickstartStage) {
        // More than is read in the time, up to some two passes over them.
        let count = min(max(Int(2_000 * trainingMinutes), 180), 20_000)
        say("transcripts", "an expert solves \(FigureFormat.grouped(count)) tasks")
        var text: [UInt8] = []
        let begin = ContinuousClock.now
        try Folder.create(folder.work)
        _ = try LessonFile.write(count, of: CopyLessons(seed: seed, level: .lists), to: folder.lists)
        // Among the tasks: lookups, and some lists, so that they are not forgotten.
        _ = try LessonFile.write(count / 2, of: CopyLessons(seed: seed, level: .lookups), to: folder.lookups)
        _ = try LessonFile.write(count / 8, of: CopyLessons(seed: seed &+ 1, level: .lists), to: folder.moreLists)
        let corpus = TaskCorpus(
            TaskGenerator(seed: seed, split: .training, kinds: Self.trainedKinds),
            habits: ExpertHabits(share: Self.habitShare, seed: seed))
        var lines: [UInt8] = []
        let jobs = threads ?? ProcessInfo.processInfo.activeProcessorCount
        try await corpus.make(count, jobs: jobs) { _, chat in
            try checkInterruption()
            lines += TaskTranscript.document(chat).serializedBytes() + [0x0A]
            text += Array(TaskTranscript.text(chat).utf8)
        }
        try lines.withUnsafeBytes { try AtomicFile.write($0, to: folder.tasks) }
        let pairs = try await writePreferences(count / 10, jobs: jobs)
        let elapsed = (ContinuousClock.now - begin) / .seconds(1)
        let outcome =
            "\(FigureFormat.grouped(count)) of tasks, \(FigureFormat.grouped(count + count / 2 + count / 8)) of lessons in "
            + "copying, \(FigureFormat.grouped(pairs)) pairs of answers"
        return (text, QuickstartStage("transcripts", seconds: elapsed, outcome: outcome))
    }
}
