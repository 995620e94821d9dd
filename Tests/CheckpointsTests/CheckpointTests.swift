import Checkpoints
import Foundation
import Foundations
import TestSupport
import Testing

@Suite("Checkpoints of any format")
struct CheckpointTests {
    let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    private func writeSafetensors(_ name: String) throws {
        let tensors = [
            RandomTensors.Tensor(name: "m", elementType: .float16, shape: [2, 3], bytes: [UInt8](0..<12)),
            RandomTensors.Tensor(name: "s", elementType: .bfloat16, shape: [], bytes: [0x80, 0x3F]),
            RandomTensors.Tensor(name: "i", elementType: .int64, shape: [1], bytes: [UInt8](repeating: 1, count: 8)),
            RandomTensors.Tensor(name: "none", elementType: .float32, shape: [3, 0], bytes: []),
        ]
        try tensors.withSafetensors { try SafetensorsWriter.write($0, to: folder.file(name)) }
    }

    private func writeGGUF(_ name: String) throws {
        var bytes = GGUFBytes()
        bytes.tensor("m", [3, 2], 1, [UInt8](0..<12))
        bytes.tensor("s", [], 30, [0x80, 0x3F])
        bytes.tensor("i", [1], 27, [UInt8](repeating: 1, count: 8))
        bytes.tensor("none", [0, 3], 0, [])
        bytes.tensor("q", [64, 2, 3], 8, (0..<12 * 34).map { UInt8(truncatingIfNeeded: $0 % 34 == 1 ? 0x3C : $0) })
        bytes.tensor("unread", [256], 16, [UInt8](repeating: 0, count: 66))
        try AtomicFile.write(bytes.file, to: folder.file(name))
    }

    private func problem(_ path: String) throws -> CheckpointError {
        try #require(throws: CheckpointError.self) { try CheckpointFormat.open(folder.file(path)) }
    }

    @Test("Both formats show the same tensors", arguments: ["model.safetensors", "model.gguf"])
    func sameView(name: String) throws {
        try name.hasSuffix("gguf") ? writeGGUF(name) : writeSafetensors(name)
        let checkpoint = try CheckpointFormat.open(folder.file(name))
        #expect(checkpoint.format == (name.hasSuffix("gguf") ? .gguf : .safetensors))
        #expect(checkpoint.url.lastPathComponent == name)
        #expect(checkpoint.checkpointTensors.contains { $0.name == "m" })
        let matrix = try #require(checkpoint.checkpointTensor(named: "m"))
        #expect(matrix.shape == [2, 3] && matrix.encoding == .plain(.float16) && matrix.byteCount == 12)
        #expect(matrix.rowCount == 2 && matrix.rowSize == 3 && matrix.rowByteCount == 6)
        #expect(matrix.encoding.name == "F16" && matrix.encoding.bitsPerElement == 16)
        let expected = (0..<6).map { FloatConversion.float(float16: UInt16(2 * $0) | UInt16(2 * $0 + 1) << 8) }
        #expect(try checkpoint.floats(of: "m") == expected)
        #expect(try checkpoint.floats(of: "s") == [1])
        #expect(try checkpoint.floats(of: "none") == [])
        var row = [Float](repeating: 0, count: 3)
        try row.withUnsafeMutableBufferPointer { try checkpoint.readRows(1..<2, of: "m", into: $0) }
        #expect(row == Array(expected[3...]))
        #expect(try checkpoint.withBytes(of: "m") { Array($0) } == [UInt8](0..<12))
        #expect(checkpoint.checkpointTensor(named: "x") == nil)
    }

    @Test("What cannot be read says why", arguments: ["model.safetensors", "model.gguf"])
    func refusals(name: String) throws {
        try name.hasSuffix("gguf") ? writeGGUF(name) : writeSafetensors(name)
        let checkpoint = try CheckpointFormat.open(folder.file(name))
        func problem(_ rows: Range<Int>, _ tensor: String, room: Int) throws -> CheckpointError.Problem {
            var floats = [Float](repeating: 0, count: room)
            let error = try #require(throws: CheckpointError.self) {
                try floats.withUnsafeMutableBufferPointer { try checkpoint.readRows(rows, of: tensor, into: $0) }
            }
            #expect("\(error)".contains(name) && "\(error)".contains("'\(tensor)'"))
            return error.problem
        }
        #expect(try problem(0..<1, "x", room: 3) == .missingTensor)
        #expect(try problem(0..<3, "m", room: 9) == .rowsOutOfRange(0..<3, rowCount: 2))
        #expect(try problem(-1..<1, "m", room: 6) == .rowsOutOfRange(-1..<1, rowCount: 2))
        #expect(try problem(0..<1, "m", room: 4) == .wrongElementCount(expected: 3, actual: 4))
        #expect(try problem(0..<1, "i", room: 1) == .unreadable(.plain(.int64)))
        #expect(throws: CheckpointError.self) { try checkpoint.floats(of: "i") }
        #expect(throws: CheckpointError.self) { try checkpoint.floats(of: "x") }
    }

    @Test("Rows of blocks are read in any pieces, over all dimensions but the last")
    func rowsOfBlocks() throws {
        try writeGGUF("model.gguf")
        let checkpoint = try CheckpointFormat.open(folder.file("model.gguf"))
        let tensor = try #require(checkpoint.checkpointTensor(named: "q"))
        #expect(tensor.shape == [3, 2, 64] && tensor.rowCount == 6 && tensor.encoding == .blocks(.q8_0))
        #expect(tensor.encoding.bitsPerElement == 8.5)
        let whole = try checkpoint.floats(of: "q")
        #expect(whole.count == 384 && Set(whole).count > 10)
        var rows = [Float](repeating: 0, count: 384)
        try rows.withUnsafeMutableBufferPointer { floats in
            for (start, end) in [(0, 1), (1, 4), (4, 4), (4, 6)] {
                let part = UnsafeMutableBufferPointer(rebasing: floats[64 * start..<64 * end])
                try checkpoint.readRows(start..<end, of: "q", into: part)
            }
        }
        #expect(rows == whole)
        let error = try #require(throws: CheckpointError.self) { try checkpoint.floats(of: "unread") }
        #expect("\(error)".contains("IQ2_XXS cannot be read as floats; readable are"))
        #expect("\(error)".contains("Q4_K"))
    }

    @Test("No rows of any length are no elements, however great the length")
    func noRows() throws {
        var bytes = GGUFBytes()
        bytes.tensor("none", [1 << 62, 0], 0, [])
        try folder.write(bytes.file, to: "model.gguf")
        let checkpoint = try CheckpointFormat.open(folder.file("model.gguf"))
        #expect(checkpoint.checkpointTensor(named: "none")?.rowByteCount == 0)
        #expect(try checkpoint.floats(of: "none") == [])
    }

    @Test("A folder is opened by what it holds")
    func folders() throws {
        #expect(try problem("").problem == .unknownFormat)
        #expect(try problem("absent").problem == .missing)
        try writeGGUF("b.gguf")
        #expect(try CheckpointFormat.open(folder.url).format == .gguf)
        try writeGGUF("a.gguf")
        #expect(try problem("").problem == .severalModels(["a.gguf", "b.gguf"]))
        try writeSafetensors("model.safetensors")
        #expect(try CheckpointFormat.open(folder.url).format == .safetensors)
        try AtomicFile.write("{}", to: folder.file("other"))
        #expect(try problem("other").problem == .unknownFormat)
        // A name says nothing: the first bytes do.
        try FileManager.default.moveItem(at: folder.file("a.gguf"), to: folder.file("a.bin"))
        #expect(try CheckpointFormat.open(folder.file("a.bin")).format == .gguf)
        try AtomicFile.write(#"{"weight_map": {"m": "model.safetensors"}}"#, to: folder.file("index.json"))
        #expect(try CheckpointFormat.open(folder.file("index.json")).checkpointTensor(named: "m") != nil)
    }

    @Test("The types of GGUF and the names of safetensors are one list")
    func encodings() {
        for type in GGMLType.allCases {
            let encoding = TensorEncoding(type)
            #expect(encoding.ggmlType == type)
            #expect(encoding.name == type.name)
            #expect(encoding.blockSize == type.blockSize && encoding.blockByteCount == type.blockByteCount)
        }
        for type in StoredElementType.allCases {
            let encoding = TensorEncoding.plain(type)
            #expect(encoding.ggmlType.map(TensorEncoding.init) ?? encoding == encoding)
            #expect(encoding.blockByteCount == type.byteCount)
        }
    }
}
