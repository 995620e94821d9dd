import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Models of several safetensors files")
struct SafetensorsSetTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func write(_ names: [String], to file: String) throws {
        let tensors = names.map { name in
            RandomTensors.Tensor(name: name, elementType: .bfloat16, shape: [1], bytes: [0xC0, name.utf8.first ?? 0])
        }
        try tensors.withSafetensors { try SafetensorsWriter.write($0, to: folder.file(file)) }
    }

    private func writeIndex(_ map: JSONObject) throws {
        let index: JSONValue = ["metadata": ["total_size": 6], "weight_map": .object(map)]
        try AtomicFile.write(index.serialized(), to: folder.file(SafetensorsSet.indexFileName))
    }

    private func refusal() throws -> SafetensorsError {
        try #require(throws: SafetensorsError.self) { try SafetensorsSet(directory: folder.url) }
    }

    @Test("The files that an index names are read as one")
    func index() throws {
        try write(["a", "c"], to: "model-00001-of-00002.safetensors")
        try write(["b"], to: "model-00002-of-00002.safetensors")
        try writeIndex([
            "b": "model-00002-of-00002.safetensors", "a": "model-00001-of-00002.safetensors",
            "c": "model-00001-of-00002.safetensors",
        ])
        let set = try SafetensorsSet(directory: folder.url)
        #expect(set.tensors.map(\.name) == ["a", "c", "b"])
        #expect(set.files.count == 2)
        for name in ["a", "b", "c"] {
            #expect(set.entry(named: name)?.shape == [1])
            #expect(try set.withBytes(of: name) { Array($0) } == [0xC0, name.utf8.first!])
            #expect(try set.floats(of: name).count == 1)
        }
        let error = try #require(throws: SafetensorsError.self) { try set.floats(of: "d") }
        #expect(error.problem == .missingTensor)
    }

    @Test("A single file needs no index")
    func single() throws {
        try write(["a"], to: SafetensorsSet.singleFileName)
        #expect(try SafetensorsSet(directory: folder.url).tensors.map(\.name) == ["a"])
        #expect(try SafetensorsSet(file: folder.file(SafetensorsSet.singleFileName)).files.count == 1)
    }

    @Test("A folder without a model is refused")
    func noModel() throws {
        #expect(try refusal().problem == .noModel)
    }

    @Test("An index that names a tensor which its file lacks is refused")
    func missingTensor() throws {
        try write(["a"], to: "1.safetensors")
        try write(["b"], to: "2.safetensors")
        try writeIndex(["a": "1.safetensors", "b": "2.safetensors", "c": "2.safetensors"])
        #expect(try refusal().tensor == "c")
        try writeIndex(["a": "2.safetensors", "b": "1.safetensors"])
        #expect(try refusal().problem == .missingTensor)
    }

    @Test("One name in two files is refused")
    func repeated() throws {
        try write(["a", "b"], to: "1.safetensors")
        try write(["b"], to: "2.safetensors")
        try writeIndex(["a": "1.safetensors", "b": "2.safetensors"])
        #expect(try refusal().problem == .repeatedName)
    }

    @Test("A missing file of the set is named")
    func missingFile() throws {
        try write(["a"], to: "1.safetensors")
        try writeIndex(["a": "1.safetensors", "b": "2.safetensors"])
        #expect(try "\(refusal())".contains("2.safetensors"))
    }

    @Test(
        "An index that is not of the right form is refused",
        arguments: [
            "", "[]", "{}", #"{"weight_map": []}"#, #"{"weight_map": {}}"#, #"{"weight_map": {"a": 1}}"#,
            #"{"weight_map": {"a": "../1.safetensors"}}"#, #"{"weight_map": {"a": "/etc/passwd"}}"#,
            #"{"weight_map": {"a": ".."}}"#, #"{"weight_map": {"a": ""}}"#, #"{"weight_map": {"a": "\u0000"}}"#,
            #"{"weight_map": {"a": "1.safetensors", "a": "1.safetensors"}}"#,
        ])
    func malformed(index: String) throws {
        try write(["a"], to: "1.safetensors")
        try AtomicFile.write(index, to: folder.file(SafetensorsSet.indexFileName))
        #expect(try refusal().file == folder.file(SafetensorsSet.indexFileName).path)
    }
}
