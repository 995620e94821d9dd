import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("GGUF files")
struct GGUFFileTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func open(_ bytes: [UInt8], as name: String = "model.gguf") throws -> GGUFFile {
        try folder.write(bytes, to: name)
        return try GGUFFile(folder.file(name))
    }

    private func refusal(_ bytes: [UInt8]) throws -> GGUFError {
        try #require(throws: GGUFError.self) { try open(bytes) }
    }

    @Test("Every kind of metadata value is read", arguments: [UInt32(2), 3])
    func metadata(version: UInt32) throws {
        var bytes = GGUFBytes()
        bytes.version = version
        bytes.entry("u8", 0, [200])
        bytes.entry("i8", 1, [200])
        bytes.entry("u16", 2, GGUFBytes.little(UInt16(60_000)))
        bytes.entry("i16", 3, GGUFBytes.little(Int16(-3)))
        bytes.entry("u32", 4, GGUFBytes.little(UInt32.max))
        bytes.entry("i32", 5, GGUFBytes.little(Int32.min))
        bytes.entry("f32", 6, GGUFBytes.little(Float(1.5).bitPattern))
        bytes.entry("bool", 7, [1])
        bytes.entry("string", "é and \u{0}")
        bytes.entry("u64", 10, GGUFBytes.little(UInt64.max))
        bytes.entry("i64", 11, GGUFBytes.little(Int64.min))
        bytes.entry("f64", 12, GGUFBytes.little((-0.25).bitPattern))
        let file = try open(bytes.file)
        #expect(file.version == Int(version))
        #expect(
            file.metadata.entries.map(\.value.type.name).joined(separator: " ") == """
                uint8 int8 uint16 int16 uint32 int32 float32 bool string uint64 int64 float64
                """)
        let metadata = file.metadata
        #expect(metadata["u8"]?.int == 200)
        #expect(metadata["i8"]?.int == -56)
        #expect(metadata["u16"]?.int == 60_000)
        #expect(metadata["i16"]?.int == -3)
        #expect(metadata["u32"]?.int == Int(UInt32.max))
        #expect(metadata["i32"]?.int == Int(Int32.min))
        #expect(metadata["f32"]?.double == 1.5)
        #expect(metadata["bool"]?.bool == true)
        #expect(try metadata.string("string") == "é and \u{0}")
        #expect(metadata["u64"]?.int == nil)
        #expect(metadata["u64"]?.double == Double(UInt64.max))
        #expect(try metadata.int("i64") == Int(Int64.min))
        #expect(try metadata.double("f64") == -0.25)
        #expect(try metadata.int("missing") == nil)
        let error = try #require(throws: GGUFError.self) { try metadata.int("string") }
        #expect("\(error)".hasSuffix("'string': must be a whole number, but is string"))
    }

    @Test("Arrays of every kind are read, arrays of arrays among them")
    func arrays() throws {
        var bytes = GGUFBytes()
        bytes.array(
            "tokens", 8, count: 3, GGUFBytes.string("a") + GGUFBytes.string("") + GGUFBytes.string("é"))
        bytes.array("not UTF-8", 8, count: 1, GGUFBytes.little(UInt64(2)) + [0xC3, 0x28])
        bytes.array("types", 5, count: 2, GGUFBytes.little(Int32(-1)) + GGUFBytes.little(Int32(7)))
        bytes.array("scores", 6, count: 1, GGUFBytes.little(Float(0.5).bitPattern))
        bytes.array("flags", 7, count: 2, [0, 1])
        bytes.array("none", 4, count: 0, [])
        let inner = GGUFBytes.little(UInt32(0)) + GGUFBytes.little(UInt64(2)) + [1, 2]
        let texts = GGUFBytes.little(UInt32(8)) + GGUFBytes.little(UInt64(1)) + GGUFBytes.string("x")
        bytes.array("nested", 9, count: 2, inner + texts)
        bytes.entry("last", 1 as UInt32)
        let metadata = try open(bytes.file).metadata
        #expect(metadata["tokens"]?.array?.strings == ["a", "", "é"])
        #expect(try metadata.byteStrings("not UTF-8") == [[0xC3, 0x28]])
        #expect(metadata["not UTF-8"]?.array?.strings == nil)
        #expect(try metadata.ints("types") == [-1, 7])
        #expect(try metadata.doubles("scores") == [0.5])
        #expect(metadata["flags"]?.array?.bools == [false, true])
        #expect(try metadata.ints("none") == [])
        let nested = try #require(metadata["nested"]?.array?.arrays)
        #expect(nested.map(\.count) == [2, 1])
        #expect(nested[0].ints == [1, 2])
        #expect(nested[1].strings == ["x"])
        #expect(metadata["nested"]?.array?.ints == nil)
        #expect(metadata["last"]?.int == 1)
        #expect(throws: GGUFError.self) { try metadata.ints("tokens") }
    }

    @Test("Tensors lie where the file says, in the order of their data", arguments: [8, 32, 4096])
    func tensors(alignment: Int) throws {
        var bytes = GGUFBytes()
        bytes.alignment = alignment
        bytes.entry("general.alignment", UInt32(alignment))
        bytes.tensor("scalar", [], 0, GGUFBytes.little(Float(3).bitPattern))
        bytes.tensor("matrix", [3, 2], 1, Array(1...12))
        bytes.tensor("blocks", [32, 2], 8, Array(0..<68))
        bytes.tensor("empty", [0, 5], 0, [])
        let file = try open(bytes.file)
        #expect(file.alignment == alignment)
        #expect(Set(file.tensors.map(\.name)) == ["scalar", "matrix", "blocks", "empty"])
        #expect(file.tensor(named: "scalar")?.shape == [])
        #expect(file.tensor(named: "scalar")?.elementCount == 1)
        let matrix = try #require(file.tensor(named: "matrix"))
        #expect(matrix.shape == [2, 3])
        #expect(matrix.elementCount == 6)
        #expect(matrix.fileRange.lowerBound % alignment == 0)
        #expect(try file.withBytes(of: "matrix") { Array($0) } == Array(1...12))
        #expect(file.tensor(named: "blocks")?.elementCount == 64)
        #expect(try file.withBytes(of: "blocks") { Array($0) } == Array(0..<68))
        #expect(file.tensor(named: "empty")?.elementCount == 0)
        let error = try #require(throws: GGUFError.self) { try file.bytes(of: "absent") }
        #expect(error.problem == .missingTensor)
        #expect(error.name == "absent")
    }

    @Test(
        "A file that is wrong in one way is refused, and the error says which",
        arguments: ForgedGGUF.cases)
    func forged(forged: ForgedGGUF) throws {
        let error = try refusal(forged.bytes)
        #expect(error.problem == forged.problem)
        #expect(error.name == forged.name)
        #expect("\(error)".contains("model.gguf"))
    }

    @Test("A file cut short anywhere is refused")
    func cut() throws {
        var bytes = GGUFBytes()
        bytes.entry("general.architecture", "llama")
        bytes.array("tokens", 8, count: 2, GGUFBytes.string("a") + GGUFBytes.string("bc"))
        bytes.tensor("weight", [4], 0, [UInt8](repeating: 1, count: 16))
        let file = bytes.file
        for count in 0..<file.count { _ = try refusal(Array(file.prefix(count))) }
    }

    @Test("Random damage never crashes the reader, and what it accepts can be read to the end")
    func damage() throws {
        var bytes = GGUFBytes()
        bytes.entry("general.architecture", "llama")
        bytes.entry("general.alignment", 32 as UInt32)
        bytes.array("tokens", 8, count: 3, ["a", "bc", ""].flatMap(GGUFBytes.string))
        bytes.array(
            "nested", 9, count: 1,
            GGUFBytes.little(UInt32(4)) + GGUFBytes.little(UInt64(1)) + [1, 0, 0, 0])
        bytes.tensor("a", [32, 2], 8, [UInt8](repeating: 1, count: 68))
        bytes.tensor("b", [2], 0, [UInt8](repeating: 1, count: 8))
        let original = bytes.file
        let headerEnd = bytes.header.count
        var random = RandomTensors(seed: 3)
        var accepted = 0
        for _ in 0..<2000 {
            try folder.write(random.damaged(original, before: headerEnd), to: "damaged.gguf")
            guard let file = try? GGUFFile(folder.file("damaged.gguf")) else { continue }
            accepted += 1
            for entry in file.metadata.entries {
                guard let array = entry.value.array else { continue }
                let elements = [array.byteStrings?.count, array.doubles?.count, array.arrays?.count]
                    .compactMap { $0 }
                #expect(elements.allSatisfy { $0 == array.count })
            }
            for tensor in file.tensors {
                #expect(try file.withBytes(of: tensor.name) { $0.reduce(0) { $0 &+ Int($1) } } >= 0)
            }
        }
        #expect(accepted > 50)
    }

    @Test(
        "The vocabularies of well-known models are read",
        .enabled(if: ReferenceData.has("tokenizers/ggml-vocab")),
        arguments: [
            ("llama-spm", 32_000), ("llama-bpe", 128_256), ("bert-bge", 30_522), ("qwen2", 151_936),
        ])
    func vocabularies(name: String, count: Int) throws {
        let url = try #require(ReferenceData.url("tokenizers/ggml-vocab/ggml-vocab-\(name).gguf"))
        let file = try GGUFFile(url)
        #expect(file.tensors.isEmpty)
        let tokens = try #require(try file.metadata.array("tokenizer.ggml.tokens"))
        #expect(tokens.count == count)
        #expect(tokens.byteStrings?.count == count)
        #expect(try file.metadata.ints("tokenizer.ggml.token_type")?.count == count)
        #expect(try file.metadata.string("general.architecture")?.isEmpty == false)
    }
}
