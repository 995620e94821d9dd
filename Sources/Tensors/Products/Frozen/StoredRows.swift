import CKernels

/// Rows of a weight as a file holds them.
public struct StoredRows {
    /// How their elements are encoded.
    public enum Encoding: Hashable, Sendable {
        case float32
        case float16
        case bfloat16
        /// Blocks of neighbouring elements, by the number of their type in GGUF files.
        case blocks(type: UInt32)

        /// Blocks that products take as they are; nil where there is no layout for their type.
        public static func multiplied(type: UInt32) -> Encoding? {
            martlet_panel_format_of(type) < 0 ? nil : .blocks(type: type)
        }
    }

    public let encoding: Encoding
    /// The beginning of each row, which need not be aligned.
    public let rows: [UnsafeRawPointer]

    /// Rows whose memory must outlive the call that they are given to.
    public init(encoding: Encoding, rows: [UnsafeRawPointer]) {
        self.encoding = encoding
        self.rows = rows
    }
}
