/// Why a checkpoint, or a tensor of it, cannot be read, whatever the format.
public struct CheckpointError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// There is nothing at the path.
        case missing
        /// The path holds none of the known formats.
        case unknownFormat
        /// The folder holds several models; these are their files.
        case severalModels([String])
        /// There is no tensor of this name.
        case missingTensor
        /// An encoding whose elements cannot be read as floats.
        case unreadable(TensorEncoding)
        /// Rows that the tensor does not have.
        case rowsOutOfRange(Range<Int>, rowCount: Int)
        /// The buffer given for the rows has another number of elements.
        case wrongElementCount(expected: Int, actual: Int)
    }

    /// The file or folder.
    public let path: String
    /// The tensor concerned, nil when the problem is the path's.
    public let tensor: String?
    public let problem: Problem

    public init(path: String, tensor: String? = nil, problem: Problem) {
        self.path = path
        self.tensor = tensor
        self.problem = problem
    }

    public var description: String {
        let place = tensor.map { "\(path): tensor '\($0)'" } ?? path
        switch problem {
        case .missing: return "\(place): there is no such file or folder (check the path)"
        case .unknownFormat:
            return "\(place): no weights of a known format; known are model.safetensors, "
                + "model.safetensors.index.json, *.safetensors and *.gguf"
        case .severalModels(let names):
            return "\(place): holds several models: \(names.joined(separator: ", ")) (name one of them)"
        case .missingTensor: return "\(place): there is no such tensor"
        case .unreadable(let encoding):
            return "\(place): elements of type \(encoding.name) cannot be read as floats; readable are "
                + Self.readableNames
        case .rowsOutOfRange(let rows, let rowCount):
            return "\(place): has \(rowCount) rows, \(rows.lowerBound) ..< \(rows.upperBound) were asked for"
        case .wrongElementCount(let expected, let actual):
            return "\(place): these rows have \(expected) elements, there is room for \(actual)"
        }
    }

    private static var readableNames: String {
        let plain = StoredElementType.allCases.map(TensorEncoding.plain)
        let blocks = GGMLType.allCases.map(TensorEncoding.init).filter { $0.blockSize > 1 }
        return (plain + blocks).filter(\.isReadable).map(\.name).joined(separator: ", ")
    }
}
