import Foundation
import Foundations
import TestSupport
import Testing
import Training

@Suite("Run folder")
struct RunFolderTests {
    private func step(_ step: Int, loss: Double = 2.5) -> MetricsRecord {
        .step(
            StepMetrics(
                step: step, loss: loss, learningRate: 1e-3, gradientNorm: 0.1 + 0.2, tokens: step * 64, seconds: 0.25,
                tokensPerSecond: 256, utilization: step.isMultiple(of: 2) ? 0.5 : nil))
    }

    @Test("Only one trainer at a time holds a run folder")
    func lock() throws {
        let parent = try TemporaryDirectory()
        let url = parent.file("a/b/run")
        do {
            let first = try RunFolder(creating: url)
            #expect(throws: RunFolderError.inUse(path: url.path)) { try RunFolder(creating: url) }
            #expect(throws: RunFolderError.nothingToResume(path: url.path)) { try RunFolder(resuming: url) }
            try first.write(PretrainConfiguration().sized(), heading: ["a run"])
            #expect(throws: RunFolderError.inUse(path: url.path)) { try RunFolder(resuming: url) }
        }
        #expect(throws: RunFolderError.alreadyStarted(path: url.path)) { try RunFolder(creating: url) }
        #expect(try RunFolder(resuming: url).configuration() == PretrainConfiguration().sized())
    }

    @Test("A folder that cannot be made is refused with its path")
    func folderBelowFile() throws {
        let parent = try TemporaryDirectory()
        try Data().write(to: parent.file("file"))
        #expect(throws: FileError.self) { try RunFolder(creating: parent.file("file/run")) }
        #expect(throws: FileError.self) { try RunFolder(creating: parent.file("file")) }
    }

    @Test("Records read back exactly as they were written")
    func records() throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("metrics.jsonl")
        let records: [MetricsRecord] = [
            .evaluation(EvaluationMetrics(step: 0, loss: 8.0 / 3, bitsPerByte: 1.0 / 3, tokens: 640, seconds: 1.5)),
            step(1, loss: 7), step(2, loss: .pi),
            .evaluation(EvaluationMetrics(step: 2, loss: 2, bitsPerByte: nil, tokens: 640, seconds: 1.5)),
            .sample(SampleRecord(step: 2, prompt: "a \"b\"\n", text: "é\u{0}\\")),
        ]
        let log = try MetricsLog(file, continuingAfter: 0)
        for record in records { try log.append(record) }
        #expect(try MetricsLog.records(in: file) == records)
        #expect(try MetricsLog.records(in: folder.file("absent")).isEmpty)
    }

    @Test("A resumed log forgets the steps after its checkpoint and a line that a crash cut short")
    func truncation() throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("metrics.jsonl")
        var log = try MetricsLog(file, continuingAfter: 0)
        for number in 1...5 { try log.append(step(number)) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{\"kind\":\"step\",\"st".utf8))
        try handle.close()
        #expect(try MetricsLog.records(in: file).map(\.step) == [1, 2, 3, 4, 5])
        log = try MetricsLog(file, continuingAfter: 3)
        try log.append(step(4, loss: 9))
        #expect(try MetricsLog.records(in: file) == [step(1), step(2), step(3), step(4, loss: 9)])
        log = try MetricsLog(file, continuingAfter: 0)
        try log.append(step(1))
        #expect(try MetricsLog.records(in: file) == [step(1)])
    }

    @Test("A damaged line in the middle of the log is refused with its number")
    func damaged() throws {
        let folder = try TemporaryDirectory()
        let file = folder.file("metrics.jsonl")
        try Data("\(step(1).json.serialized())\nnonsense\n\(step(2).json.serialized())\n".utf8).write(to: file)
        #expect(
            throws: RunFolderError.damaged(file: file.path, reason: "line 2 is no record of a training run")
        ) {
            try MetricsLog(file, continuingAfter: 5)
        }
    }
}
