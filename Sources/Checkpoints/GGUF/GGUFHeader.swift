import Foundation
import Foundations

/// The checked header of a GGUF file: metadata and tensor descriptions.
struct GGUFHeader {
    /// Bytes of the shortest metadata entry: the length of an empty key, a type, one byte of value.
    private static let smallestEntry = 8 + 4 + 1
    /// Bytes of the shortest tensor description: the length of an empty name, no dimensions, type, offset.
    private static let smallestTensor = 8 + 4 + 4 + 8

    let version: UInt32
    let metadata: GGUFMetadata
    let alignment: Int
    /// The tensors in the order of their data.
    let tensors: [GGUFTensor]

    init(_ bytes: UnsafeRawBufferPointer, mapping: MappedFile) throws(GGUFError) {
        let file = mapping.url.path
        guard bytes.count >= 4, bytes.prefix(4).elementsEqual("GGUF".utf8) else {
            throw GGUFError(file: file, problem: .notGGUF)
        }
        var scanner = GGUFScanner(bytes, file: file, offset: 4)
        version = try Self.version(&scanner)
        let tensorCount = try scanner.count(of: "tensors", minimumSize: Self.smallestTensor)
        let entryCount = try scanner.count(of: "metadata values", minimumSize: Self.smallestEntry)

        var entries: [(key: String, value: GGUFValue)] = []
        for _ in 0..<entryCount {
            scanner.key = nil
            let key = try scanner.text()
            scanner.key = key
            entries.append((key, try scanner.value(storage: .mapped(mapping))))
        }
        metadata = try GGUFMetadata(entries, file: file)
        alignment = try metadata.int("general.alignment") ?? 32
        guard Self.isAlignment(alignment) else {
            throw GGUFError(file: file, name: "general.alignment", problem: .invalidAlignment(alignment))
        }

        var descriptions: [Description] = []
        for _ in 0..<tensorCount { descriptions.append(try Description(&scanner)) }
        // The data begins at a multiple of the alignment; a file without tensors may end before it.
        let dataStart = min((scanner.offset + alignment - 1) / alignment * alignment, bytes.count)
        var tensors: [GGUFTensor] = []
        var names = Set<[UInt8]>()
        for description in descriptions {
            guard names.insert(Array(description.name.utf8)).inserted else {
                throw GGUFError(file: file, name: description.name, problem: .repeatedTensor)
            }
            tensors.append(
                try description.tensor(alignment: alignment, data: dataStart..<bytes.count, file: file))
        }
        // Empty tensors take no room, so they come before the tensor that begins where they lie.
        tensors.sort {
            ($0.fileRange.lowerBound, $0.fileRange.upperBound) < (
                $1.fileRange.lowerBound, $1.fileRange.upperBound
            )
        }
        for (tensor, next) in zip(tensors, tensors.dropFirst())
        where next.fileRange.lowerBound < tensor.fileRange.upperBound {
            throw GGUFError(file: file, name: next.name, problem: .overlap(with: tensor.name))
        }
        self.tensors = tensors
    }

    /// Whether tensors may begin at multiples of `alignment`.
    static func isAlignment(_ alignment: Int) -> Bool {
        alignment > 0 && alignment <= 1 << 30 && alignment & (alignment - 1) == 0
    }

    private static func version(_ scanner: inout GGUFScanner) throws(GGUFError) -> UInt32 {
        let version = try scanner.integer(UInt32.self)
        switch version {
        case 2, 3: return version
        // Versions are small numbers: one whose low half is empty was written in the other byte order.
        case let version where version & 0xFFFF == 0 && version != 0: throw scanner.problem(.bigEndian)
        default: throw scanner.problem(.unsupportedVersion(version))
        }
    }

    /// What the header says about a tensor, not yet compared with the file's size.
    private struct Description {
        let name: String
        /// The fastest first.
        let dimensions: [UInt64]
        let type: UInt32
        /// From the beginning of the data.
        let offset: UInt64

        init(_ scanner: inout GGUFScanner) throws(GGUFError) {
            scanner.key = nil
            name = try scanner.text()
            scanner.key = name
            let count = try scanner.integer(UInt32.self)
            guard count <= 4 else { throw scanner.problem(.tooManyDimensions(count)) }
            var dimensions: [UInt64] = []
            for _ in 0..<count { dimensions.append(try scanner.integer(UInt64.self)) }
            self.dimensions = dimensions
            type = try scanner.integer(UInt32.self)
            offset = try scanner.integer(UInt64.self)
        }

        func tensor(alignment: Int, data: Range<Int>, file: String) throws(GGUFError) -> GGUFTensor {
            func problem(_ problem: GGUFError.Problem) -> GGUFError {
                GGUFError(file: file, name: name, problem: problem)
            }
            guard let type = GGMLType(rawValue: type) else { throw problem(.unknownElementType(type)) }
            let shape = dimensions.reversed().compactMap { Int(exactly: $0) }
            // Elements and bytes must both be countable: blocks of many elements take few bytes.
            guard shape.count == dimensions.count, let count = ShapeArithmetic.product(shape),
                let byteCount = ShapeArithmetic.product([count / type.blockSize, type.blockByteCount])
            else { throw problem(.sizeOverflow(dimensions: dimensions)) }
            let rowSize = shape.last ?? 1
            guard rowSize % type.blockSize == 0 else {
                throw problem(.brokenBlock(rowSize: rowSize, type: type))
            }
            guard offset % UInt64(alignment) == 0 else {
                throw problem(.unaligned(offset: offset, alignment: alignment))
            }
            let (end, overflow) = offset.addingReportingOverflow(UInt64(byteCount))
            guard !overflow, end <= UInt64(data.count) else {
                throw problem(.beyondFile(end: overflow ? .max : end, dataSize: data.count))
            }
            let start = data.lowerBound + Int(offset)
            return GGUFTensor(name: name, type: type, shape: shape, fileRange: start..<start + byteCount)
        }
    }
}
