import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("The GGUF file of the gguf package")
struct GGUFFixtureTests {
    private static let metadata: [(key: String, value: GGUFValue)] = [
        ("general.architecture", .string("tiny")),
        ("kinds.u8", .uint8(200)), ("kinds.i8", .int8(-56)), ("kinds.u16", .uint16(60_000)), ("kinds.i16", .int16(-3)),
        ("kinds.u32", .uint32(.max)), ("kinds.i32", .int32(.min)), ("kinds.f32", .float32(1.5)),
        ("kinds.bool", .bool(true)), ("kinds.string", .string("é and more")), ("kinds.u64", .uint64(.max)),
        ("kinds.i64", .int64(.min)), ("kinds.f64", .float64(-0.25)),
        ("kinds.strings", .array(GGUFArray(["a", "", "é"]))), ("kinds.ints", .array(GGUFArray([-1, 7, 0] as [Int32]))),
        ("kinds.floats", .array(GGUFArray([0.5, -1] as [Float]))), ("kinds.bools", .array(GGUFArray([false, true]))),
    ]
    private static let tensors: [(GGUFTensorDescription, [Float])] = {
        let numbers = (-32..<32).map { Float($0) / 8 }
        let kinds: [(String, GGMLType)] = [("f32", .f32), ("f16", .f16), ("bf16", .bf16), ("q8_0", .q8_0)]
        return kinds.map { (GGUFTensorDescription(name: "numbers.\($0)", type: $1, shape: [2, 32]), numbers) } + [
            (GGUFTensorDescription(name: "ints", type: .i32, shape: [3]), []),
            (GGUFTensorDescription(name: "cube", type: .f32, shape: [2, 3, 4]), (0..<24).map(Float.init)),
        ]
    }()

    @Test("It is read: metadata, shapes and numbers")
    func reading() throws {
        let set = try GGUFSet(Fixture.url("tiny.gguf"))
        #expect(set.metadata.entries.map(\.key) == Self.metadata.map(\.key))
        #expect(set.metadata.entries.map(\.value.type) == Self.metadata.map(\.value.type))
        #expect(try set.metadata.double("kinds.f64") == -0.25)
        #expect(set.metadata["kinds.strings"]?.array?.strings == ["a", "", "é"])
        #expect(set.tensors.map(\.name) == Self.tensors.map(\.0.name))
        for (tensor, numbers) in Self.tensors where tensor.type != .i32 {
            let found = try #require(set.checkpointTensor(named: tensor.name))
            #expect(found.shape == tensor.shape && found.encoding == TensorEncoding(tensor.type))
            let floats = try set.floats(of: tensor.name)
            #expect(zip(floats, numbers).allSatisfy { abs($0 - $1) <= (tensor.type == .q8_0 ? 0.02 : 0) })
        }
    }

    @Test("The same content is written with the same bytes")
    func writing() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("tiny.gguf")
        try GGUFWriter.write(Self.tensors.map(\.0), metadata: Self.metadata, to: url) { writer in
            if writer.tensor.type == .i32 {
                try [1, -2, 3 as Int32].withUnsafeBytes { try writer.write($0) }
            } else {
                let numbers = Self.tensors.first { $0.0.name == writer.tensor.name }?.1 ?? []
                try numbers.withUnsafeBufferPointer { try writer.write($0) }
            }
        }
        #expect(try Data(contentsOf: url) == Data(contentsOf: Fixture.url("tiny.gguf")))
    }
}
