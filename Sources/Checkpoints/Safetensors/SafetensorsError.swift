public import Foundations

/// Why a safetensors file, or a set of them, cannot be read or written.
public struct SafetensorsError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The file cannot be opened, mapped or written.
        case file(FileError)
        /// The file is too short to hold the length of a header.
        case noHeader(fileSize: Int)
        /// The header is longer than any real one.
        case headerTooLong(length: UInt64, limit: Int)
        /// The header, as long as the file says, would end after the file.
        case headerBeyondFile(length: UInt64, fileSize: Int)
        /// The header is no JSON.
        case notJSON(JSONError)
        /// The header is JSON, but not of the form that the format asks for.
        case malformed(String)
        /// Two tensors have one name.
        case repeatedName
        /// An element type that the format does not know.
        case unknownElementType(String)
        /// A dimension is no whole number from 0 upwards.
        case invalidShape
        /// The size that follows from the shape does not fit in 64 bits.
        case sizeOverflow(shape: [Int])
        /// The offsets are not two whole numbers, the first not after the second.
        case invalidOffsets
        /// The tensor ends after the file.
        case beyondFile(end: Int, dataSize: Int)
        /// Shape and element type ask for another number of bytes than there are.
        case wrongByteCount(expected: Int, actual: Int)
        /// The tensor begins before the end of another one.
        case overlap(with: String)
        /// No tensor covers some bytes of the file.
        case hole(start: Int, end: Int)
        /// There is no tensor of this name.
        case missingTensor
        /// The elements are no floats that can be read as 32-bit floats.
        case notFloats(StoredElementType)
        /// The buffer given for the tensor has another number of elements.
        case wrongElementCount(expected: Int, actual: Int)
        /// The folder holds neither a safetensors file nor an index of several.
        case noModel
    }

    /// The file or folder.
    public let file: String
    /// The tensor concerned, nil when the problem is the file's.
    public let tensor: String?
    public let problem: Problem

    public init(file: String, tensor: String? = nil, problem: Problem) {
        self.file = file
        self.tensor = tensor
        self.problem = problem
    }

    public var description: String {
        let place = tensor.map { "\(file): tensor '\($0)'" } ?? file
        switch problem {
        case .file(let error): return tensor == nil ? "\(error)" : "\(place): \(error)"
        case .noHeader(let fileSize):
            return "\(place): no safetensors file: \(fileSize) bytes cannot hold a header (was the download cut short?)"
        case .headerTooLong(let length, let limit):
            return "\(place): no safetensors file: a header of \(length) bytes, at most \(limit) are allowed"
        case .headerBeyondFile(let length, let fileSize):
            return
                "\(place): the header has \(length) bytes, but the file only \(fileSize) (was the download cut short?)"
        case .notJSON(let error): return "\(error) (the header of a safetensors file must be JSON)"
        case .malformed(let reason): return "\(place): \(reason)"
        case .repeatedName: return "\(place): there are two tensors of this name"
        case .unknownElementType(let name): return "\(place): unknown element type '\(name)'"
        case .invalidShape: return "\(place): the shape must be a list of whole numbers from 0 upwards"
        case .sizeOverflow(let shape): return "\(place): the size of shape \(shape) does not fit in 64 bits"
        case .invalidOffsets: return "\(place): data_offsets must be [begin, end] with 0 <= begin <= end"
        case .beyondFile(let end, let dataSize):
            return "\(place): ends at byte \(end) of \(dataSize) bytes of data (was the download cut short?)"
        case .wrongByteCount(let expected, let actual):
            return "\(place): shape and element type ask for \(expected) bytes, there are \(actual)"
        case .overlap(let other): return "\(place): overlaps tensor '\(other)'"
        case .hole(let start, let end):
            let side = tensor == nil ? "at the end" : "before it"
            return "\(place): no tensor covers the bytes \(start) ..< \(end) of the data \(side)"
        case .missingTensor: return "\(place): there is no such tensor"
        case .notFloats(let type): return "\(place): \(type.rawValue) elements cannot be read as floats"
        case .wrongElementCount(let expected, let actual):
            return "\(place): has \(expected) elements, \(actual) were asked for"
        case .noModel: return "\(place): holds neither model.safetensors nor model.safetensors.index.json"
        }
    }
}
