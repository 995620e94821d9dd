public import Foundations

/// Why a GGUF file, or a set of them, cannot be read or written.
public struct GGUFError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The file cannot be opened, mapped or written.
        case file(FileError)
        /// The file does not begin with the letters of the format.
        case notGGUF
        /// The file was written for processors of the other byte order.
        case bigEndian
        /// A version of the format that is not read.
        case unsupportedVersion(UInt32)
        /// The file ends within something.
        case cutShort(offset: Int, needed: Int, fileSize: Int)
        /// A count that cannot be true, since so many things do not fit into the file.
        case countBeyondFile(UInt64, of: String, offset: Int, fileSize: Int)
        /// A name or a text is no UTF-8.
        case notUTF8(offset: Int)
        /// A kind of metadata value that the format does not know.
        case unknownValueType(UInt32, offset: Int)
        /// Arrays in arrays in arrays.
        case nestedTooDeep(limit: Int, offset: Int)
        /// Two metadata values have one key.
        case repeatedKey
        /// Two tensors have one name.
        case repeatedTensor
        /// A metadata value that is needed and not there.
        case missingKey
        /// A metadata value of another kind than is needed.
        case wrongKind(expected: String, found: String)
        /// `general.alignment` is no power of two, or is 0.
        case invalidAlignment(Int)
        /// A tensor has more dimensions than the format allows.
        case tooManyDimensions(UInt32)
        /// The size that follows from the dimensions does not fit in 64 bits.
        case sizeOverflow(dimensions: [UInt64])
        /// An element type that the format does not know, or that is not known here.
        case unknownElementType(UInt32)
        /// A row of the tensor is no whole number of blocks.
        case brokenBlock(rowSize: Int, type: GGMLType)
        /// The tensor does not begin at a multiple of the alignment.
        case unaligned(offset: UInt64, alignment: Int)
        /// The tensor ends after the file.
        case beyondFile(end: UInt64, dataSize: Int)
        /// The tensor begins before the end of another one.
        case overlap(with: String)
        /// There is no tensor of this name.
        case missingTensor
        /// An element type that is known by name, but not read as floats.
        case unreadableElementType(GGMLType)
        /// The buffer given for the tensor has another number of elements.
        case wrongElementCount(expected: Int, actual: Int)
        /// The parts of a split file do not fit together, for the reason given.
        case brokenSplit(String)
        /// What is to be written cannot be, for the reason given.
        case notWritable(String)
    }

    /// The file.
    public let file: String
    /// The metadata key or tensor concerned, nil when the problem is the file's.
    public let name: String?
    public let problem: Problem

    public init(file: String, name: String? = nil, problem: Problem) {
        self.file = file
        self.name = name
        self.problem = problem
    }

    public var description: String {
        let place = name.map { "\(file): '\($0)'" } ?? file
        switch problem {
        case .file(let error): return name == nil ? "\(error)" : "\(place): \(error)"
        case .notGGUF: return "\(place): no GGUF file: it does not begin with 'GGUF'"
        case .bigEndian:
            return
                "\(place): a big-endian GGUF file; only little-endian files are read: convert it to that byte order"
        case .unsupportedVersion(let version):
            return "\(place): version \(version) of GGUF is not supported; supported are 2 and 3"
        case .cutShort(let offset, let needed, let fileSize):
            return
                "\(place): the file ends at byte \(fileSize), but \(needed) bytes are needed at byte \(offset) "
                + "(was the download cut short?)"
        case .countBeyondFile(let count, let things, let offset, let fileSize):
            return "\(place): at byte \(offset), \(count) \(things) are promised, more than fit into the "
                + "\(fileSize) bytes of the file (was the download cut short?)"
        case .notUTF8(let offset): return "\(place): the text at byte \(offset) is no UTF-8"
        case .unknownValueType(let type, let offset):
            return
                "\(place): unknown kind \(type) of a metadata value at byte \(offset); known are 0 to 12"
        case .nestedTooDeep(let limit, let offset):
            return "\(place): arrays lie more than \(limit) deep in one another at byte \(offset)"
        case .repeatedKey: return "\(place): there are two metadata values of this key"
        case .repeatedTensor: return "\(place): there are two tensors of this name"
        case .missingKey: return "\(place): this metadata value is missing"
        case .wrongKind(let expected, let found):
            return "\(place): must be \(expected), but is \(found)"
        case .invalidAlignment(let alignment): return "\(place): \(alignment) is no power of two"
        case .tooManyDimensions(let count):
            return "\(place): has \(count) dimensions, at most 4 are allowed"
        case .sizeOverflow(let dimensions):
            return "\(place): the size of dimensions \(dimensions) does not fit in 64 bits"
        case .unknownElementType(let identifier):
            return "\(place): unknown element type \(identifier); supported are \(Self.supportedTypes)"
        case .brokenBlock(let rowSize, let type):
            return
                "\(place): a row of \(rowSize) elements is no multiple of the \(type.blockSize) elements of a block "
                + "of \(type.name)"
        case .unaligned(let offset, let alignment):
            return
                "\(place): begins at byte \(offset) of the data, no multiple of the alignment \(alignment)"
        case .beyondFile(let end, let dataSize):
            return
                "\(place): ends at byte \(end) of \(dataSize) bytes of data (was the download cut short?)"
        case .overlap(let other): return "\(place): overlaps tensor '\(other)'"
        case .missingTensor: return "\(place): there is no such tensor"
        case .unreadableElementType(let type):
            return
                "\(place): elements of type \(type.name) cannot be read; supported are \(Self.supportedTypes)"
        case .wrongElementCount(let expected, let actual):
            return "\(place): has \(expected) elements, \(actual) were asked for"
        case .brokenSplit(let reason): return "\(place): \(reason)"
        case .notWritable(let reason): return "\(place): cannot be written: \(reason)"
        }
    }

    private static var supportedTypes: String {
        GGMLType.allCases.filter(\.isReadable).map(\.name).joined(separator: ", ")
    }
}
