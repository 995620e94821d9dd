import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C")
struct InterruptionTests {
    @Test("A text that is being generated ends early, and says so")
    func generate() throws {
        let model = try TinyModel(contextSize: 8192)
        let program = try RunningProgram([
            "generate", model.path, "the", "--max-tokens", "100000", "--ignore-end", "--no-cache",
        ])
        program.wait { $0.output.utf8.count > 10 }
        #expect(program.interrupt() == 130)
        #expect(program.output.hasPrefix("the") && program.output.hasSuffix("\n"))
        #expect(program.errors.contains("ended by cancellation"), "\(program.errors)")
    }

    @Test("Stories that are being printed stop between two of them")
    func stories() throws {
        let program = try RunningProgram(["corpus", "stories", "--count", "100000000"])
        program.wait { !$0.output.isEmpty }
        #expect(program.interrupt() == 130)
        #expect(program.errors.contains("of 100000000 stories were printed"), "\(program.errors)")
    }

    @Test("A corpus that is being built leaves nothing")
    func corpus() throws {
        let folder = try TemporaryDirectory()
        let output = folder.file("stories.jsonl")
        let program = try RunningProgram(["corpus", "stories", "--count", "100000000", "--output", output.path])
        program.wait { _ in (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path))?.isEmpty == false }
        #expect(program.interrupt() == 130)
        #expect(program.errors.contains("nothing was written"), "\(program.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test("A quickstart in an early stage says what it leaves, and the next one replaces it")
    func quickstart() throws {
        let folder = try TemporaryDirectory()
        let output = folder.file("quickstart")
        let program = try RunningProgram(["quickstart", "--megabytes", "90000", "--output", output.path])
        program.wait { $0.errors.contains("writing") }
        #expect(program.interrupt() == 130)
        #expect(program.errors.contains("\(output.path) holds what was made so far"), "\(program.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: output.path) == [".quickstart"])
    }
}
