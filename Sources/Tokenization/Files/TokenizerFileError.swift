/// What is wrong with a tokenizer's file.
public struct TokenizerFileError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kinds of faults.
    public enum Code: Sendable, Hashable {
        /// The file is not what its name says, or it contradicts itself.
        case invalid
        /// The file may be all right, but it asks for something that is not implemented here.
        case unsupported
    }

    /// The kind of fault.
    public let code: Code
    /// The path of the file.
    public let file: String
    /// Where in the file, such as `model.merges[12]` or `byte 80`.
    public let location: String
    /// What is wrong there.
    public let detail: String

    /// Describes a fault.
    public init(_ code: Code, file: String, location: String, detail: String) {
        self.code = code
        self.file = file
        self.location = location
        self.detail = detail
    }

    public var description: String {
        switch code {
        case .invalid: "\(file): \(location): \(detail)"
        case .unsupported: "\(file): \(location): \(detail) is not supported"
        }
    }
}
