import Foundations

/// Where the encoded elements of an array lie.
enum GGUFStorage: Sendable {
    /// In a file.
    case mapped(MappedFile)
    /// In memory, made to be written.
    case owned([UInt8])

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .mapped(let mapping): try mapping.withBytes(body)
        case .owned(let bytes):
            try bytes.withUnsafeBufferPointer { bytes throws(Failure) in try body(UnsafeRawBufferPointer(bytes)) }
        }
    }
}
