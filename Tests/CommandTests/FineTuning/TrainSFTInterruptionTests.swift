import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("martlet train sft, interrupted")
struct TrainSFTInterruptionTests {
    private let transcripts: TinyTranscripts

    init() throws { transcripts = try TinyTranscripts() }

    private func run(_ name: String) -> URL { transcripts.assistant.file(name) }

    /// Settings of a run that is small, but has everything: packing, accumulation, validations, samples, checkpoints.
    private var settings: [String] {
        [
            "--model", transcripts.assistant.path, "--data", transcripts.file.path, "--batch-size", "4",
            "--micro-batch-size", "2", "--steps", "90", "--held-out", "0.1", "--evaluate-every", "30",
            "--checkpoint-every", "15", "--sample-every", "45", "--sample-tokens", "4", "--sample-prompt", "the cat",
            "--threads", "1",
        ]
    }

    private func train(_ arguments: [String], output: String) throws -> MartletProgram.Outcome {
        try MartletProgram.run(["train", "sft", "--output", run(output).path] + arguments)
    }

    private func straightRun() throws -> URL {
        let outcome = try train(settings, output: "straight")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return run("straight")
    }

    @Test("A run killed at random steps and resumed has every weight and every loss of one that was not")
    func killed() throws {
        let straight = try straightRun()
        var generator = SplitMix64(seed: 20_27)
        var kills = 0
        for round in 0..<2 {
            let run = run("killed-\(round)")
            var arguments = settings
            var last = 0
            for _ in 0..<2 {
                last += 1 + generator.next(below: 35)
                let process = try TrainingProcess(arguments, run: run, kind: "sft")
                process.waitForStep(last)
                // On a busy machine a run may have ended before it was killed; most are not that lucky.
                if process.end(with: SIGKILL) == 128 + SIGKILL { kills += 1 }
                // The number of threads may change on the way.
                arguments = ["--resume", "--threads", "\(1 + generator.next(below: 3))"]
            }
            let outcome = try train(["--resume"], output: "killed-\(round)")
            #expect(outcome.status == 0, "\(outcome.errors)")
            try TrainingRecords.expectSame(run, straight)
        }
        #expect(kills > 0)
    }

    @Test("A signal lets the step finish, writes a checkpoint and says how to go on", arguments: [SIGINT, SIGTERM])
    func signalled(signal: Int32) throws {
        let straight = try straightRun()
        let run = run("signalled")
        let process = try TrainingProcess(settings, run: run, kind: "sft")
        process.waitForStep(7)
        #expect(process.end(with: signal) == 130)
        #expect(process.text.contains("martlet train sft --resume --output \(run.path)"))
        let step = TrainingRecords.lastStep(in: run)
        let store = CheckpointStore(folder: run.appending(path: "checkpoints"), keep: 2)
        #expect(step >= 7 && store.newest().checkpoint?.step == step)
        // The whole command line again, with --resume, is as good as --resume alone.
        #expect(try train(settings + ["--resume"], output: "signalled").status == 0)
        try TrainingRecords.expectSame(run, straight)
    }
}
