import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Split GGUF files")
struct GGUFSetTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    /// Writes one part of a model split in `count`.
    private func write(
        _ name: String, tensors: [String], number: UInt16, count: UInt16, promisedTensors: UInt32? = nil
    ) throws {
        var bytes = GGUFBytes()
        bytes.entry("part", UInt32(number))
        bytes.entry("split.no", 2, GGUFBytes.little(number))
        bytes.entry("split.count", 2, GGUFBytes.little(count))
        if let promisedTensors {
            bytes.entry("split.tensors.count", 5, GGUFBytes.little(promisedTensors))
        }
        for tensor in tensors {
            bytes.tensor(tensor, [1], 0, GGUFBytes.little(Float(number).bitPattern))
        }
        try AtomicFile.write(bytes.file, to: folder.file(name))
    }

    private func refusal(_ name: String) throws -> GGUFError {
        try #require(throws: GGUFError.self) { try GGUFSet(folder.file(name)) }
    }

    @Test(
        "The parts are read as one, whichever is named",
        arguments: ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"])
    func parts(name: String) throws {
        try write(
            "m-00001-of-00002.gguf", tensors: ["a", "b"], number: 0, count: 2, promisedTensors: 3)
        try write("m-00002-of-00002.gguf", tensors: ["c"], number: 1, count: 2)
        let set = try GGUFSet(folder.file(name))
        #expect(set.tensors.map(\.name) == ["a", "b", "c"])
        #expect(set.metadata["part"]?.int == 0)
        #expect(set.url.lastPathComponent == "m-00001-of-00002.gguf")
        #expect(try set.withBytes(of: "c") { Array($0) } == GGUFBytes.little(Float(1).bitPattern))
        #expect(set.tensor(named: "b")?.shape == [1])
        #expect(set.tensor(named: "d") == nil)
        #expect(
            try #require(throws: GGUFError.self) { try set.bytes(of: "d") }.problem == .missingTensor)
    }

    @Test("A missing part is named")
    func missing() throws {
        try write("m-00001-of-00002.gguf", tensors: ["a"], number: 0, count: 2)
        #expect("\(try refusal("m-00001-of-00002.gguf"))".contains("m-00002-of-00002.gguf"))
    }

    @Test("Parts that contradict their names or each other are refused")
    func contradictions() throws {
        try write("m-00001-of-00002.gguf", tensors: ["a"], number: 0, count: 2, promisedTensors: 3)
        try write("m-00002-of-00002.gguf", tensors: ["b"], number: 1, count: 2)
        #expect(try refusal("m-00001-of-00002.gguf").name == "split.tensors.count")
        try write("m-00002-of-00002.gguf", tensors: ["a"], number: 1, count: 2)
        #expect(try refusal("m-00001-of-00002.gguf").problem == .repeatedTensor)
        try write("m-00002-of-00002.gguf", tensors: ["b"], number: 0, count: 2)
        #expect(try refusal("m-00001-of-00002.gguf").name == "split.no")
        try write("m-00002-of-00002.gguf", tensors: ["b"], number: 1, count: 3)
        #expect(try refusal("m-00001-of-00002.gguf").name == "split.count")
        try write("renamed.gguf", tensors: ["a"], number: 0, count: 2)
        #expect(try refusal("renamed.gguf").name == "split.count")
    }

    @Test("A file of one part, or with a name that only looks like a part's, is read alone")
    func single() throws {
        try write("whole.gguf", tensors: ["a"], number: 0, count: 1)
        #expect(try GGUFSet(folder.file("whole.gguf")).files.count == 1)
        for name in ["m-00000-of-00000.gguf", "m-00003-of-00002.gguf", "m-1-of-2.gguf"] {
            try write(name, tensors: ["a"], number: 0, count: 0)
            #expect(try GGUFSet(folder.file(name)).files.count == 1)
        }
    }
}
