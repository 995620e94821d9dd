import Checkpoints
import Testing

/// A safetensors file whose header is wrong in one way, and what must be said about it.
struct ForgedSafetensors: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let tensor: String?
    let problem: SafetensorsError.Problem

    /// A file with the given header and `dataSize` bytes of data.
    static func file(_ header: String, dataSize: Int) -> [UInt8] {
        lengthPrefix(UInt64(header.utf8.count)) + Array(header.utf8) + [UInt8](repeating: 7, count: dataSize)
    }

    static func lengthPrefix(_ length: UInt64) -> [UInt8] {
        withUnsafeBytes(of: length.littleEndian) { Array($0) }
    }

    private init(
        _ description: String, _ header: String, dataSize: Int, tensor: String? = nil,
        _ problem: SafetensorsError.Problem
    ) {
        self.init(description, bytes: Self.file(header, dataSize: dataSize), tensor: tensor, problem)
    }

    private init(
        _ description: String, bytes: [UInt8], tensor: String? = nil, _ problem: SafetensorsError.Problem
    ) {
        testDescription = description
        self.bytes = bytes
        self.tensor = tensor
        self.problem = problem
    }

    /// One tensor `a` of F32 with shape [2], described by the header with one part replaced.
    private static func one(
        type: String = #""F32""#, shape: String = "[2]", offsets: String = "[0,8]"
    ) -> String {
        #"{"a":{"dtype":\#(type),"shape":\#(shape),"data_offsets":\#(offsets)}}"#
    }

    static let cases: [ForgedSafetensors] = files + descriptions + shapes + offsets

    private static let files: [ForgedSafetensors] = [
        .init("an empty file", bytes: [], .noHeader(fileSize: 0)),
        .init("a file cut inside the length", bytes: [1, 2, 3, 4, 5, 6, 7], .noHeader(fileSize: 7)),
        .init(
            "a header of no bytes", bytes: lengthPrefix(0),
            .malformed("no safetensors file: the header does not begin with '{'")),
        .init(
            "a header that ends after the file", bytes: lengthPrefix(10) + Array("{}".utf8),
            .headerBeyondFile(length: 10, fileSize: 10)),
        .init(
            "a header of 2^63 bytes", bytes: lengthPrefix(1 << 63) + Array("{}".utf8),
            .headerTooLong(length: 1 << 63, limit: 100_000_000)),
        .init(
            "a header of 2^64 - 1 bytes", bytes: lengthPrefix(.max) + Array("{}".utf8),
            .headerTooLong(length: .max, limit: 100_000_000)),
        .init(
            "another kind of file", bytes: file("GGUF and more", dataSize: 4),
            .malformed("no safetensors file: the header does not begin with '{'")),
        .init(
            "a list as header", "[1]", dataSize: 0,
            .malformed("no safetensors file: the header does not begin with '{'")),
        .init("data that no tensor covers", "{}", dataSize: 3, .hole(start: 0, end: 3)),
    ]

    private static let descriptions: [ForgedSafetensors] = [
        .init(
            "a tensor that is no object", #"{"a":3}"#, dataSize: 0, tensor: "a",
            .malformed("its description is no JSON object")),
        .init(
            "no element type", #"{"a":{"shape":[2],"data_offsets":[0,8]}}"#, dataSize: 8, tensor: "a",
            .malformed("'dtype' is missing")),
        .init(
            "no shape", #"{"a":{"dtype":"F32","data_offsets":[0,8]}}"#, dataSize: 8, tensor: "a",
            .malformed("'shape' is missing")),
        .init(
            "no offsets", #"{"a":{"dtype":"F32","shape":[2]}}"#, dataSize: 8, tensor: "a",
            .malformed("'data_offsets' is missing")),
        .init(
            "an element type that is a number", one(type: "32"), dataSize: 8, tensor: "a",
            .malformed("'dtype' must be a string")),
        .init(
            "an unknown element type", one(type: #""F31""#), dataSize: 8, tensor: "a", .unknownElementType("F31")),
        .init(
            "an element type in small letters", one(type: #""f32""#), dataSize: 8, tensor: "a",
            .unknownElementType("f32")),
        .init(
            "a shape written twice",
            #"{"a":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,8]}}"#, dataSize: 8, tensor: "a",
            .malformed("'shape' is written twice")),
        .init(
            "two tensors of one name",
            #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
            dataSize: 2, tensor: "a", .repeatedName),
        .init(
            "metadata that is a list", #"{"__metadata__":[]}"#, dataSize: 0,
            .malformed("__metadata__ must be an object with strings as values")),
        .init(
            "metadata with a number", #"{"__metadata__":{"steps":3}}"#, dataSize: 0,
            .malformed("__metadata__ must be an object with strings as values")),
    ]

    private static let shapes: [ForgedSafetensors] = [
        .init("a negative dimension", one(shape: "[-2]"), dataSize: 8, tensor: "a", .invalidShape),
        .init("two negative dimensions", one(shape: "[-1,-2]"), dataSize: 8, tensor: "a", .invalidShape),
        .init("a broken dimension", one(shape: "[2.0]"), dataSize: 8, tensor: "a", .invalidShape),
        .init("a dimension as text", one(shape: #"["2"]"#), dataSize: 8, tensor: "a", .invalidShape),
        .init("a shape that is a number", one(shape: "2"), dataSize: 8, tensor: "a", .invalidShape),
        .init(
            "a dimension beyond 64 bits", one(shape: "[18446744073709551618]"), dataSize: 8, tensor: "a",
            .invalidShape),
        .init(
            "dimensions whose product overflows", one(shape: "[4294967296,4294967296]"), dataSize: 8, tensor: "a",
            .sizeOverflow(shape: [1 << 32, 1 << 32])),
        .init(
            "dimensions whose product wraps around to the right size", one(shape: "[4611686018427387906]"),
            dataSize: 8, tensor: "a", .sizeOverflow(shape: [4_611_686_018_427_387_906])),
        .init(
            "a shape smaller than the data", one(shape: "[1]"), dataSize: 8, tensor: "a",
            .wrongByteCount(expected: 4, actual: 8)),
        .init(
            "a shape larger than the data", one(shape: "[2,2]"), dataSize: 8, tensor: "a",
            .wrongByteCount(expected: 16, actual: 8)),
        .init(
            "a wider element type", one(type: #""F64""#), dataSize: 8, tensor: "a",
            .wrongByteCount(expected: 16, actual: 8)),
    ]

    private static let offsets: [ForgedSafetensors] = [
        .init("offsets reversed", one(offsets: "[8,0]"), dataSize: 8, tensor: "a", .invalidOffsets),
        .init("a negative offset", one(offsets: "[-8,0]"), dataSize: 8, tensor: "a", .invalidOffsets),
        .init("one offset", one(offsets: "[8]"), dataSize: 8, tensor: "a", .invalidOffsets),
        .init("three offsets", one(offsets: "[0,8,8]"), dataSize: 8, tensor: "a", .invalidOffsets),
        .init("broken offsets", one(offsets: "[0,8.5]"), dataSize: 8, tensor: "a", .invalidOffsets),
        .init(
            "data cut short", one(), dataSize: 7, tensor: "a", .beyondFile(end: 8, dataSize: 7)),
        .init(
            "offsets at the end of 64 bits", one(offsets: "[9223372036854775799,9223372036854775807]"), dataSize: 8,
            tensor: "a", .beyondFile(end: .max, dataSize: 8)),
        .init("data after the last tensor", one(), dataSize: 9, .hole(start: 8, end: 9)),
        .init("data before the first tensor", one(offsets: "[1,9]"), dataSize: 9, tensor: "a", .hole(start: 0, end: 1)),
        .init(
            "a hole between tensors",
            #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}"#,
            dataSize: 4, tensor: "b", .hole(start: 2, end: 3)),
        .init(
            "overlapping tensors",
            #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
            dataSize: 4, tensor: "b", .overlap(with: "a")),
        .init(
            "two tensors in one place",
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
            dataSize: 4, tensor: "b", .overlap(with: "a")),
        .init(
            "an empty tensor inside another",
            #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[0],"data_offsets":[2,2]}}"#,
            dataSize: 4, tensor: "b", .overlap(with: "a")),
    ]
}
