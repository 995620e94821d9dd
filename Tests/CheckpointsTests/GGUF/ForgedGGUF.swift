import Checkpoints
import Testing

/// A GGUF file that is wrong in one way, and what must be said about it.
struct ForgedGGUF: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let name: String?
    let problem: GGUFError.Problem

    private init(
        _ description: String, name: String? = nil, _ problem: GGUFError.Problem,
        make: (inout GGUFBytes) -> Void
    ) {
        var bytes = GGUFBytes()
        make(&bytes)
        self.init(description, bytes: bytes.file, name: name, problem)
    }

    private init(
        _ description: String, bytes: [UInt8], name: String? = nil, _ problem: GGUFError.Problem
    ) {
        testDescription = description
        self.bytes = bytes
        self.name = name
        self.problem = problem
    }

    static let cases: [ForgedGGUF] = files + metadata + tensors + places

    private static let files: [ForgedGGUF] = [
        .init("an empty file", bytes: [], .notGGUF),
        .init("another kind of file", bytes: Array("PK and more".utf8), .notGGUF),
        .init(
            "a file cut in the version", bytes: Array("GGUF".utf8) + [3, 0],
            .cutShort(offset: 4, needed: 4, fileSize: 6)),
        .init("version 1", .unsupportedVersion(1)) { $0.version = 1 },
        .init("version 4", .unsupportedVersion(4)) { $0.version = 4 },
        .init("the other byte order", .bigEndian) { $0.version = 3 << 24 },
        .init(
            "more metadata than bytes",
            .countBeyondFile(1 << 40, of: "metadata values", offset: 16, fileSize: 24)
        ) { $0.promisedEntries = 1 << 40 },
        .init("more tensors than bytes", .countBeyondFile(.max, of: "tensors", offset: 8, fileSize: 24)) {
            $0.promisedTensors = .max
        },
    ]

    private static let metadata: [ForgedGGUF] = [
        .init("an unknown kind of value", name: "a", .unknownValueType(13, offset: 33)) {
            $0.entry("a", 13, [0, 0, 0, 0])
        },
        .init("one key twice", name: "a", .repeatedKey) {
            $0.entry("a", 1 as UInt32)
            $0.entry("a", 2 as UInt32)
        },
        .init("a key that is no UTF-8", .notUTF8(offset: 24)) {
            $0.rawEntry(GGUFBytes.little(UInt64(2)) + [0xC3, 0x28] + GGUFBytes.little(UInt32(0)) + [1])
        },
        .init(
            "a text longer than the file", name: "a",
            .countBeyondFile(1 << 50, of: "bytes of a string", offset: 37, fileSize: 46)
        ) { $0.entry("a", 8, GGUFBytes.little(UInt64(1) << 50) + [65]) },
        .init(
            "an array longer than the file", name: "a",
            .countBeyondFile(1 << 61, of: "elements of an array", offset: 41, fileSize: 53)
        ) { $0.array("a", 12, count: 1 << 61, [0, 0, 0, 0]) },
        .init(
            "an array of strings whose last is cut", name: "a",
            .countBeyondFile(9, of: "bytes of a string", offset: 58, fileSize: 70)
        ) {
            $0.array(
                "a", 8, count: 2, GGUFBytes.string("b") + GGUFBytes.little(UInt64(9)) + [65, 65, 65, 65])
        },
        .init("arrays nine deep", name: "a", .nestedTooDeep(limit: 8, offset: 133)) { bytes in
            let level = GGUFBytes.little(UInt32(9)) + GGUFBytes.little(UInt64(1))
            bytes.entry("a", 9, Array([[UInt8]](repeating: level, count: 8).joined()) + level + level)
        },
        .init("an alignment of 0", name: "general.alignment", .invalidAlignment(0)) {
            $0.entry("general.alignment", 0 as UInt32)
        },
        .init("an alignment of 24", name: "general.alignment", .invalidAlignment(24)) {
            $0.entry("general.alignment", 24 as UInt32)
        },
        .init(
            "an alignment that is a text", name: "general.alignment",
            .wrongKind(expected: "a whole number", found: "string")
        ) { $0.entry("general.alignment", "32") },
    ]

    private static let tensors: [ForgedGGUF] = [
        .init("five dimensions", name: "a", .tooManyDimensions(5)) {
            $0.tensor("a", [1, 1, 1, 1, 1], 0, [0, 0, 0, 0])
        },
        .init("an unknown element type", name: "a", .unknownElementType(99)) {
            $0.tensor("a", [1], 99, [0])
        },
        .init("an element type that was removed", name: "a", .unknownElementType(4)) {
            $0.tensor("a", [32], 4, [UInt8](repeating: 0, count: 64))
        },
        .init("one name twice", name: "a", .repeatedTensor) {
            $0.tensor("a", [1], 0, [0, 0, 0, 0])
            $0.tensor("a", [1], 0, [0, 0, 0, 0])
        },
        .init("a dimension beyond 63 bits", name: "a", .sizeOverflow(dimensions: [1 << 63])) {
            $0.tensor("a", [1 << 63], 0, [0])
        },
        .init(
            "dimensions whose product wraps around", name: "a",
            .sizeOverflow(dimensions: [1 << 32, 1 << 32])
        ) { $0.tensor("a", [1 << 32, 1 << 32], 24, [0]) },
        .init("half a block in a row", name: "a", .brokenBlock(rowSize: 48, type: .q8_0)) {
            $0.tensor("a", [48, 2], 8, [UInt8](repeating: 0, count: 102))
        },
    ]

    private static let places: [ForgedGGUF] = [
        .init("an offset off the alignment", name: "a", .unaligned(offset: 4, alignment: 32)) {
            $0.description("a", [1], 0, offset: 4)
            $0.rawData([UInt8](repeating: 0, count: 64))
        },
        .init("a tensor after the end", name: "a", .beyondFile(end: 36, dataSize: 32)) {
            $0.description("a", [1], 0, offset: 32)
            $0.rawData([UInt8](repeating: 0, count: 32))
        },
        .init("an offset at the end of 64 bits", name: "a", .beyondFile(end: .max, dataSize: 32)) {
            $0.description("a", [64], 0, offset: UInt64.max - 31)
            $0.rawData([UInt8](repeating: 0, count: 32))
        },
        .init("two tensors in one place", name: "b", .overlap(with: "a")) {
            $0.description("a", [1], 0, offset: 0)
            $0.description("b", [2], 0, offset: 0)
            $0.rawData([UInt8](repeating: 0, count: 32))
        },
        .init("a tensor inside another", name: "b", .overlap(with: "a")) {
            $0.description("a", [16], 0, offset: 0)
            $0.description("b", [1], 0, offset: 32)
            $0.rawData([UInt8](repeating: 0, count: 64))
        },
    ]
}
