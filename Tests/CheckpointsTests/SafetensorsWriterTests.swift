import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Safetensors writing")
struct SafetensorsWriterTests {
    let folder: TemporaryDirectory
    var url: URL { folder.file("model.safetensors") }

    init() throws {
        folder = try TemporaryDirectory()
        try AtomicFile.write("old", to: url)
    }

    private func problem(_ tensors: [RandomTensors.Tensor]) throws -> SafetensorsError.Problem {
        let error = try #require(throws: SafetensorsError.self) {
            try tensors.withSafetensors { try SafetensorsWriter.write($0, to: url) }
        }
        return error.problem
    }

    @Test("Tensors that make no valid file are refused, and the old file stays")
    func refused() throws {
        let valid = RandomTensors.Tensor(name: "a", elementType: .uint8, shape: [2], bytes: [1, 2])
        var wrong = valid
        wrong.bytes = [1]
        #expect(try problem([wrong]) == .wrongByteCount(expected: 2, actual: 1))
        wrong.shape = [-1]
        #expect(try problem([wrong]) == .invalidShape)
        wrong.shape = [.max, 4]
        #expect(try problem([wrong]) == .sizeOverflow(shape: [.max, 4]))
        #expect(try problem([valid, valid]) == .repeatedName)
        wrong = valid
        wrong.name = "__metadata__"
        #expect(try problem([wrong]) == .malformed("this name is reserved"))
        #expect(try String(contentsOf: url, encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
    }

    @Test("A folder that is not there is named")
    func missingFolder() throws {
        let missing = folder.file("none/model.safetensors")
        let error = try #require(throws: SafetensorsError.self) { try SafetensorsWriter.write([], to: missing) }
        #expect("\(error)".contains(missing.path))
    }

    @Test("When the system stops the writing half-way, the old model is intact and no temporary file is left")
    func writeStopsHalfWay() async throws {
        // The limit holds for a whole process, so the write happens in one of its own.
        await #expect(processExitsWith: .exitCode(42)) {
            signal(SIGXFSZ, SIG_IGN)
            let folder = try TemporaryDirectory()
            let url = folder.file("model.safetensors")
            let small = [RandomTensors.Tensor(name: "a", elementType: .uint8, shape: [1], bytes: [1])]
            let large = [
                RandomTensors.Tensor(
                    name: "a", elementType: .uint8, shape: [1_000_000], bytes: [UInt8](repeating: 2, count: 1_000_000))
            ]
            try small.withSafetensors { try SafetensorsWriter.write($0, to: url) }
            var limit = rlimit(rlim_cur: 500_000, rlim_max: 500_000)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            let error = try #require(throws: SafetensorsError.self) {
                try large.withSafetensors { try SafetensorsWriter.write($0, to: url) }
            }
            guard case .file(let reason) = error.problem else { exit(1) }
            #expect(reason.code == .tooLarge)
            #expect(try SafetensorsFile(url).withBytes(of: "a") { Array($0) } == [1])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
            try FileManager.default.removeItem(at: folder.url)
            exit(42)
        }
    }
}
