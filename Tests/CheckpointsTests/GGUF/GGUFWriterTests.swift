import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Writing GGUF files")
struct GGUFWriterTests {
    let folder: TemporaryDirectory
    var url: URL { folder.file("model.gguf") }

    init() throws {
        folder = try TemporaryDirectory()
        try AtomicFile.write("old", to: url)
    }

    private typealias Entries = [(key: String, value: GGUFValue)]

    private static let everyKind: Entries = [
        ("u8", .uint8(200)), ("i8", .int8(-56)), ("u16", .uint16(60_000)), ("i16", .int16(-3)),
        ("u32", .uint32(.max)), ("i32", .int32(.min)), ("f32", .float32(1.5)), ("bool", .bool(true)),
        ("string", .string("é and \u{0}")), ("u64", .uint64(.max)), ("i64", .int64(.min)), ("f64", .float64(-0.25)),
        ("texts", .array(GGUFArray(["a", "", "é"]))), ("bytes", .array(GGUFArray(byteStrings: [[0xC3, 0x28]]))),
        ("i32s", .array(GGUFArray([-1, 7] as [Int32]))), ("u8s", .array(GGUFArray([0, 255] as [UInt8]))),
        ("floats", .array(GGUFArray([0.5, -1] as [Float]))), ("doubles", .array(GGUFArray([0.5] as [Double]))),
        ("flags", .array(GGUFArray([false, true]))), ("none", .array(GGUFArray([] as [Int64]))),
        ("nested", .array(GGUFArray([GGUFArray([1, 2] as [UInt16]), GGUFArray(["x"])]))),
    ]

    private func check(_ metadata: GGUFMetadata) throws {
        #expect(metadata.entries.map(\.key) == Self.everyKind.map(\.key))
        #expect(metadata.entries.map(\.value.type) == Self.everyKind.map(\.value.type))
        #expect(metadata["u64"]?.double == Double(UInt64.max))
        #expect(try metadata.int("i64") == Int(Int64.min))
        #expect(try metadata.double("f64") == -0.25)
        #expect(try metadata.bool("bool") == true)
        #expect(try metadata.string("string") == "é and \u{0}")
        #expect(metadata["texts"]?.array?.strings == ["a", "", "é"])
        #expect(try metadata.byteStrings("bytes") == [[0xC3, 0x28]])
        #expect(try metadata.ints("i32s") == [-1, 7])
        #expect(try metadata.ints("u8s") == [0, 255])
        #expect(try metadata.doubles("floats") == [0.5, -1])
        #expect(try metadata.doubles("doubles") == [0.5])
        #expect(metadata["flags"]?.array?.bools == [false, true])
        #expect(try metadata.ints("none") == [])
        let nested = try #require(metadata["nested"]?.array?.arrays)
        #expect(nested[0].ints == [1, 2] && nested[1].strings == ["x"])
    }

    @Test("Metadata of every kind is read back in order, and can be written on from the file")
    func metadata() throws {
        try GGUFWriter.write([], metadata: Self.everyKind, to: url) { _ in }
        let first = try GGUFFile(url)
        #expect(first.version == 3)
        try check(first.metadata)
        try GGUFWriter.write([], metadata: first.metadata.entries, to: folder.file("copy.gguf")) { _ in }
        try check(GGUFFile(folder.file("copy.gguf")).metadata)
        #expect(try Data(contentsOf: url) == Data(contentsOf: folder.file("copy.gguf")))
    }

    @Test("Arrays in memory can be looked into before they are written")
    func arraysInMemory() {
        #expect(GGUFArray(["a", "b"]).strings == ["a", "b"])
        #expect(GGUFArray([1, 2] as [Int16]).ints == [1, 2])
        #expect(GGUFArray([GGUFArray([true])]).arrays?.first?.bools == [true])
        #expect(GGUFArray([1] as [UInt64]).elementType == .uint64)
    }

    @Test("Any tensors, written in any pieces, are read back", arguments: 0..<12 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alignment = 8 << random.next(below: 6)
        let tensors = (0..<1 + random.next(below: 7)).map { number in
            let type = GGMLType.allCases[random.next(below: GGMLType.allCases.count)]
            var shape = (0..<random.next(below: 4)).map { _ in random.next(below: 4) }
            if type.blockSize > 1 || random.next(below: 2) == 0 { shape.append(type.blockSize * random.next(below: 3)) }
            return GGUFTensorDescription(name: "é.\(number)", type: type, shape: shape)
        }
        let contents = try tensors.map { tensor in
            (0..<(try #require(tensor.byteCount))).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
        var number = 0
        let metadata: Entries = [("general.alignment", .uint32(UInt32(alignment)))]
        try GGUFWriter.write(tensors, metadata: metadata, to: url) { writer in
            var rest = contents[number][...]
            number += 1
            while !rest.isEmpty {
                let piece = rest.prefix(1 + random.next(below: 100))
                try piece.withUnsafeBytes { try writer.write($0) }
                rest = rest.dropFirst(piece.count)
            }
        }
        let file = try GGUFFile(url)
        #expect(file.alignment == alignment)
        #expect(file.byteCount % alignment == 0)
        for (tensor, content) in zip(tensors, contents) {
            let found = try #require(file.tensor(named: tensor.name))
            #expect(found.shape == tensor.shape && found.type == tensor.type)
            #expect(try file.withBytes(of: tensor.name) { Array($0) } == content)
        }
    }

    @Test("Floats are quantized on the way", arguments: QuantizationTests.types)
    func floats(type: GGMLType) throws {
        let values = QuantizationTests.normal(512 * 300, seed: 8)
        let tensor = GGUFTensorDescription(name: "w", type: type, shape: [300, 512])
        try GGUFWriter.write([tensor], metadata: [], to: url) { writer in
            try values[..<512].withUnsafeBufferPointer { try writer.write($0) }
            try values[512...].withUnsafeBufferPointer { try writer.write($0) }
        }
        let read = try CheckpointFormat.open(url).floats(of: "w")
        let expected = try values.roundTrip(type)
        #expect(read == expected)
    }

    private func refusal(
        _ tensors: [GGUFTensorDescription], metadata: [(key: String, value: GGUFValue)] = [], bytes: Int? = nil
    ) throws -> GGUFError {
        let error = try #require(throws: GGUFError.self) {
            try GGUFWriter.write(tensors, metadata: metadata, to: url) { writer in
                let content = [UInt8](repeating: 1, count: bytes ?? writer.remaining)
                try content.withUnsafeBytes { try writer.write($0) }
            }
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == "old")
        #expect(try TemporaryDirectory.names(folder.url) == ["model.gguf"])
        #expect("\(error)".contains("model.gguf"))
        return error
    }

    @Test("What makes no valid file is refused by name, and the old file stays")
    func refusals() throws {
        func tensor(_ name: String, _ type: GGMLType = .f32, _ shape: [Int] = [2]) -> GGUFTensorDescription {
            GGUFTensorDescription(name: name, type: type, shape: shape)
        }
        #expect(try refusal([tensor("a"), tensor("a")]).problem == .repeatedTensor)
        #expect(try refusal([tensor("a", .q8_0, [48])]).problem == .brokenBlock(rowSize: 48, type: .q8_0))
        #expect(try refusal([tensor("a", .f32, [1, 1, 1, 1, 1])]).problem == .tooManyDimensions(5))
        #expect(try refusal([tensor(String(repeating: "n", count: 64))]).name?.count == 64)
        #expect(try refusal([tensor("a", .f32, [-1])]).name == "a")
        #expect(try refusal([tensor("a", .f32, [.max, 4])]).name == "a")
        #expect(try refusal([tensor("a", .f32, [.max / 8]), tensor("b", .f32, [.max / 8])]).name == "b")
        #expect(try refusal([tensor("a")], bytes: 7).problem == .notWritable("1 of 8 bytes are missing"))
        #expect(try refusal([tensor("a")], bytes: 9).problem == .notWritable("there are 9 bytes where 8 are left"))
        #expect(try refusal([], metadata: [("k", .bool(true)), ("k", .bool(true))]).problem == .repeatedKey)
        #expect(
            try refusal([], metadata: [("general.alignment", .uint32(24))]).problem == .invalidAlignment(24))
    }

    @Test("What the content throws comes through, and numbers beyond a type are named with their tensor")
    func contentFails() throws {
        struct Stop: Error {}
        let tensor = GGUFTensorDescription(name: "w", type: .q4K, shape: [256])
        #expect(throws: Stop.self) { try GGUFWriter.write([tensor], metadata: [], to: url) { _ in throw Stop() } }
        let error = try #require(throws: GGUFError.self) {
            try GGUFWriter.write([tensor], metadata: [], to: url) { writer in
                try [Float](repeating: .nan, count: 256).withUnsafeBufferPointer { try writer.write($0) }
            }
        }
        #expect("\(error)".contains("'w'") && "\(error)".contains("element 0"))
        let unwritten = GGUFTensorDescription(name: "w", type: .q2K, shape: [256])
        #expect(throws: GGUFError.self) {
            try GGUFWriter.write([unwritten], metadata: [], to: url) { writer in
                try [Float](repeating: 1, count: 256).withUnsafeBufferPointer { try writer.write($0) }
            }
        }
        #expect(try String(contentsOf: url, encoding: .utf8) == "old")
        let missing = folder.file("none/model.gguf")
        #expect(throws: GGUFError.self) { try GGUFWriter.write([], metadata: [], to: missing) { _ in } }
    }
}
