public import Foundations

/// Why a llama2.c checkpoint cannot be read.
public struct Llama2cError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    public enum Problem: Sendable, Hashable {
        /// The file cannot be opened or mapped.
        case file(FileError)
        /// The file is too short to hold a header.
        case noHeader(fileSize: Int, needed: Int)
        /// The file neither begins with the magic number nor with plausible sizes of a model.
        case notACheckpoint
        /// The magic number is right, the version is none that is known.
        case unknownVersion(Int32)
        /// The sizes in the header fit no model, for the reason given.
        case invalidHeader(String)
        /// The sizes in the header ask for another number of bytes than the file has.
        case wrongFileSize(expected: Int, actual: Int)
        /// There is no tensor of this name.
        case missingTensor(String)
    }

    /// The file.
    public let file: String
    public let problem: Problem

    public init(file: String, problem: Problem) {
        self.file = file
        self.problem = problem
    }

    public var description: String {
        switch problem {
        case .file(let error): "\(error)"
        case .noHeader(let fileSize, let needed):
            "\(file): no llama2.c checkpoint: \(fileSize) bytes, the header alone has \(needed)"
        case .notACheckpoint:
            "\(file): no llama2.c checkpoint: it begins neither with 'ak42' nor with the sizes of a model"
        case .unknownVersion(let version):
            "\(file): version \(version) of llama2.c's format is unknown; export it as version 0, 1 or 2"
        case .invalidHeader(let reason): "\(file): the header fits no model: \(reason)"
        case .wrongFileSize(let expected, let actual):
            "\(file): the header asks for \(expected) bytes, the file has \(actual)"
                + (actual < expected ? " (was the download cut short?)" : "")
        case .missingTensor(let name): "\(file): there is no tensor '\(name)'"
        }
    }
}
