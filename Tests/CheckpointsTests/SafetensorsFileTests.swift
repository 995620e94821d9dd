import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Safetensors files")
struct SafetensorsFileTests {
    let folder: TemporaryDirectory
    var url: URL { folder.file("model.safetensors") }

    init() throws { folder = try TemporaryDirectory() }

    @Test("What is written is read back, whatever types, shapes and names", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        var random = RandomTensors(seed: seed)
        let tensors = random.tensors(count: random.generator.next(below: 12))
        let metadata = ["format": "pt", "é": "😀 \"quoted\"\n", "": ""]
        try tensors.withSafetensors { try SafetensorsWriter.write($0, metadata: metadata, to: url) }
        let file = try SafetensorsFile(url)
        #expect(file.tensors.count == tensors.count)
        #expect(Dictionary(uniqueKeysWithValues: file.metadata) == metadata)
        for tensor in tensors {
            let entry = try #require(file.entry(named: tensor.name))
            #expect(entry.elementType == tensor.elementType)
            #expect(entry.shape == tensor.shape)
            #expect(try file.withBytes(of: tensor.name) { Array($0) } == tensor.bytes)
        }
    }

    @Test("The layout is that of the reference: wide types first, then names, the header padded to 8 bytes")
    func layout() throws {
        let tensors = [
            RandomTensors.Tensor(name: "b", elementType: .float32, shape: [1], bytes: [1, 2, 3, 4]),
            RandomTensors.Tensor(name: "c", elementType: .bfloat16, shape: [1, 1], bytes: [5, 6]),
            RandomTensors.Tensor(name: "a", elementType: .float32, shape: [], bytes: [7, 8, 9, 10]),
            RandomTensors.Tensor(name: "d", elementType: .int64, shape: [0], bytes: []),
        ]
        try tensors.withSafetensors { try SafetensorsWriter.write($0, metadata: ["format": "pt"], to: url) }
        let header =
            #"{"__metadata__":{"format":"pt"},"d":{"dtype":"I64","shape":[0],"data_offsets":[0,0]},"#
            + #""a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"#
            + #""b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"#
            + #""c":{"dtype":"BF16","shape":[1,1],"data_offsets":[8,10]}}"#
        let padded = header + String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
        let expected =
            ForgedSafetensors.lengthPrefix(UInt64(padded.utf8.count)) + Array(padded.utf8)
            + [7, 8, 9, 10, 1, 2, 3, 4, 5, 6]
        #expect(try Array(Data(contentsOf: url)) == expected)
    }

    @Test("A forged or damaged file is refused by name", arguments: ForgedSafetensors.cases)
    func forged(_ forged: ForgedSafetensors) throws {
        try folder.write(forged.bytes, to: url.lastPathComponent)
        let error = try #require(throws: SafetensorsError.self) { try SafetensorsFile(url) }
        #expect(error.problem == forged.problem)
        #expect(error.tensor == forged.tensor)
        #expect(error.file == url.path)
        #expect("\(error)".contains(url.path))
        if let tensor = forged.tensor { #expect("\(error)".contains("'\(tensor)'")) }
    }

    @Test(
        "A header that is no JSON is refused with the place",
        arguments: [
            #"{"a":"#, "{nonsense}", "{}{}", "{\"a\u{0}\":1}", #"{"a":{"b":[[[[[[[[[[1]]]]]]]]]]}}"#,
            "{" + String(repeating: "\"a\":{", count: 10000),
        ])
    func notJSON(header: String) throws {
        try AtomicFile.write(ForgedSafetensors.file(header, dataSize: 0), to: url)
        let error = try #require(throws: SafetensorsError.self) { try SafetensorsFile(url) }
        guard case .notJSON(let reason) = error.problem else {
            Issue.record("expected an error of the JSON, got \(error)")
            return
        }
        #expect(reason.line == 1 && reason.column > 1)
        #expect("\(error)".contains(url.path))
    }

    @Test("A file cut at any place is refused")
    func everyTruncation() throws {
        var random = RandomTensors(seed: 3)
        try random.tensors(count: 3).withSafetensors { try SafetensorsWriter.write($0, to: url) }
        let bytes = try Array(Data(contentsOf: url))
        for length in 0..<bytes.count {
            try folder.write(Array(bytes.prefix(length)), to: url.lastPathComponent)
            #expect(throws: SafetensorsError.self) { try SafetensorsFile(url) }
        }
    }

    @Test("Randomly damaged files load or are refused, and what loads lies inside the file", arguments: 0..<6)
    func fuzz(seed: UInt64) throws {
        var random = RandomTensors(seed: seed)
        let tensors = random.tensors(count: 4)
        try tensors.withSafetensors { try SafetensorsWriter.write($0, metadata: ["a": "b"], to: url) }
        let original = try Array(Data(contentsOf: url))
        let headerEnd = original.count - tensors.reduce(0) { $0 + $1.bytes.count }
        for _ in 0..<200 {
            let damaged = random.damaged(original, before: headerEnd)
            try Data(damaged).write(to: url)
            do {
                let file = try SafetensorsFile(url)
                var total = 0
                for entry in file.tensors {
                    let copy = try file.withBytes(of: entry.name) { Array($0) }
                    #expect(copy.count == entry.shape.reduce(1, *) * entry.elementType.byteCount)
                    total += copy.count
                }
                #expect(total < damaged.count)
            } catch {
                #expect("\(error)".contains(url.path))
            }
        }
    }

    @Test("Floats of every width are read, also where they are not aligned")
    func floats() throws {
        let header =
            #"{"byte":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
            + #""f32":{"dtype":"F32","shape":[2],"data_offsets":[1,9]},"#
            + #""f16":{"dtype":"F16","shape":[2],"data_offsets":[9,13]},"#
            + #""bf16":{"dtype":"BF16","shape":[2],"data_offsets":[13,17]},"#
            + #""f64":{"dtype":"F64","shape":[1],"data_offsets":[17,25]}}"#
        var bytes = ForgedSafetensors.file(header, dataSize: 0) + [9]
        for value in [1.5, -2.25] as [Float] { withUnsafeBytes(of: value.bitPattern) { bytes += $0 } }
        bytes += [0x00, 0x3E, 0x80, 0xC0, 0xC0, 0x3F, 0x10, 0xC0]
        withUnsafeBytes(of: 0.1.bitPattern) { bytes += $0 }
        try folder.write(bytes, to: url.lastPathComponent)
        let file = try SafetensorsFile(url)
        #expect(try file.floats(of: "f32") == [1.5, -2.25])
        #expect(try file.floats(of: "f16") == [1.5, -2.25])
        #expect(try file.floats(of: "bf16") == [1.5, -2.25])
        #expect(try file.floats(of: "f64") == [Float(0.1)])
        var error = try #require(throws: SafetensorsError.self) { try file.floats(of: "byte") }
        #expect(error.problem == .notFloats(.uint8))
        error = try #require(throws: SafetensorsError.self) { try file.floats(of: "none") }
        #expect(error.problem == .missingTensor)
        error = try #require(throws: SafetensorsError.self) {
            var room = [Float](repeating: 0, count: 3)
            try room.withUnsafeMutableBufferPointer { room throws in try file.copyFloats(of: "f32", into: room) }
        }
        #expect(error.problem == .wrongElementCount(expected: 2, actual: 3))
    }

    @Test("A missing file is refused by name")
    func missing() throws {
        let error = try #require(throws: SafetensorsError.self) { try SafetensorsFile(url) }
        #expect("\(error)".contains("cannot open \(url.path)"))
    }
}
